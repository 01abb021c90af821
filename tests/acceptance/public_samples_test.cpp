// What each of the public samples is owed, and why. They are other people's files with defects
// of their own; the tables of the guide decide, not the names of the files.
#include "acceptance/support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

namespace x278::acceptance {

namespace {

// A file and its replies; an empty reply is one that is not owed.
struct Owed {
    std::string file;
    int         exit_status;
    std::string ta1;       // TA104*TA105
    std::string fault;     // the first the 999 names: IK3 and IK4 without the copy of what was sent, else IK5, else AK9
    std::string verdict;   // AK901
    std::string response;  // the first HCR01, or AAA with its AAA03
    std::string why;
};

const std::vector<Owed>& table()
{
    static const std::vector<Owed> owed{
        // 999s and TA1s tell us what became of ours; answering them would never end.
        {"999_anyelon_999_multiple_element_errors.edi", 0, "", "", "", "", "a 999 is never answered"},
        {"999_idx_esmd_cgs_999_reject_278.edi", 0, "", "", "", "", "a 999 is never answered"},
        {"999_staedi_simple999.edi", 0, "", "", "", "", "a 999 is never answered"},
        {"999_stupidedi_response_to_functional_group_containing_3_837s.edi", 0, "", "", "", "", "a 999 is never answered"},
        {"ta1_idx_ta1_accept_000000905.edi", 0, "", "", "", "", "a TA1 is never answered"},
        {"ta1_uhin_TA1.edi", 1, "", "", "", "", "ISA is not of fixed width, of version 00401; a TA1 alone is not answered"},

        // Another guide, or the other direction.
        {"idx_go_interop_response_refused_aaa.edi", 1, "", "IK5*R*I6", "R", "", "an X217 response, sent to the payer"},
        {"idx_pa_doc_request_hcr_in_request.edi", 1, "", "IK5*R*I6", "R", "",
         "BHT02 is 11: a response, by what it says of itself"},
        {"stupidedi_admission_response_to_request_for_review.edi", 1, "", "IK5*R*I6", "R", "",
         "an X217 response, sent to the payer"},
        {"stupidedi_referral_response_to_request_for_review.edi", 1, "", "IK5*R*I6", "R", "",
         "an X217 response, sent to the payer"},
        {"aurelian_x217_cancellation_request.edi", 1, "", "AK9*R*1", "R", "", "GS01 is HS, an eligibility inquiry; 278 is HI"},
        {"aurelian_x217_inpatient_request.edi", 1, "", "AK9*R*1", "R", "", "GS01 is HS, an eligibility inquiry; 278 is HI"},
        {"aurelian_x217_inpatient_response_approved.edi", 1, "", "AK9*R*1", "R", "",
         "GS01 is HS, an eligibility inquiry; 278 is HI"},
        {"aurelian_x217_inpatient_response_pended.edi", 1, "", "AK9*R*1", "R", "",
         "GS01 is HS, an eligibility inquiry; 278 is HI"},
        {"aurelian_x217_outpatient_request.edi", 1, "", "AK9*R*1", "R", "", "GS01 is HS, an eligibility inquiry; 278 is HI"},
        {"aurelian_x217_outpatient_response.edi", 1, "", "AK9*R*1", "R", "", "GS01 is HS, an eligibility inquiry; 278 is HI"},
        {"aurelian_x217_revision_request.edi", 1, "", "AK9*R*1", "R", "", "GS01 is HS, an eligibility inquiry; 278 is HI"},
        {"oboe_test278WithTooManyDEsInCompositeField", 1, "", "AK9*R*2", "R", "", "GS08 is 005010 and names no guide"},

        // Envelopes that do not hold together.
        {"cosyte_278_edge.edi", 1, "", "AK9*R*4", "R", "", "GE02 differs from GS06"},
        {"jithendra_Sample_X12N_278_Request.edi", 1, "R*006", "", "", "", "ISA06 has 14 characters"},
        {"idx_uhc_mettles_request_dependent.edi", 1, "R*026", "", "", "",
         "ISA11 is U, which separates nothing since version 00402"},

        // Requests that are not what the guide describes.
        {"aurelian_x215_inquiry_by_member_request.edi", 1, "", "IK3*BHT*2**8 IK4*2*353*I6", "R", "",
         "BHT02 is 13, and an inquiry says 28; its patient event stands in a level of a dependent"},
        {"aurelian_x215_inquiry_by_member_response.edi", 1, "", "IK3*BHT*2**8 IK4*2*353*I6", "R", "",
         "BHT02 is 13: no inquiry, and no answer to one either"},
        {"cosyte_278_request.edi", 1, "", "IK3*BHT*2**8 IK4*1*1005*I6", "R", "", "BHT01 is 0078"},
        {"idx_rcm_demo_inpatient_request_noHL.edi", 1, "", "IK3*HL*3**3", "R", "", "there is no HL at all"},
        {"interoptools_edi_278_missing_bht.x12", 1, "", "IK5*R*19", "R", "", "no ST03, and no BHT either"},
        {"interoptools_edi_278_request_basic.x12", 1, "", "IK5*R*19", "R", "", "no ST03"},
        {"interoptools_edi_278_request_with_dependent.x12", 1, "", "IK5*R*19", "R", "", "no ST03"},

        // Requests that can be read. No plan here answers for their payer, 789312.
        {"stupidedi_admission_request_for_review.edi", 0, "", "IK5*E*4", "E", "AAA*79", "SE01 is one off, which costs nothing"},
        {"stupidedi_referral_request_for_review.edi", 0, "", "", "", "AAA*79", "clean"},
    };
    return owed;
}

Folder public_samples() { return test::project() / ".." / "shared" / "samples278"; }

std::string joined(const Segment& segment, std::size_t elements_max)
{
    std::string all;
    for (std::size_t i = 0; i < std::min(segment.size(), elements_max + 1); ++i) all += (i == 0 ? "" : "*") + segment[i];
    return all;
}

std::string first_fault(const Interchange& acknowledgment)
{
    std::string fault;
    for (const Segment& segment : acknowledgment.segments) {
        if (segment[0] == "IK3" && fault.empty())
            fault = joined(segment, 4);
        else if (segment[0] == "IK3" && !fault.empty())
            break;
        if (segment[0] == "IK4") return fault + " " + joined(segment, 3);
        if (segment[0] == "IK5") return fault.empty() ? joined(segment, 2) : fault;
        if (segment[0] == "AK9") return "AK9*" + segment.at(1) + "*" + (segment.size() > 5 ? segment[5] : "");
    }
    return fault;
}

// The one interchange of a reply file, or nothing.
std::optional<Interchange> reply_in(const std::filesystem::path& file)
{
    auto replies = interchanges_in(test::read_file(file));
    CHECK(replies.size() <= 1);
    return replies.empty() ? std::nullopt : std::optional(std::move(replies.front()));
}

}  // namespace

TEST_CASE("public samples: each gets what it is owed, and the table knows them all")
{
    std::set<std::string> unknown = names_in(public_samples());
    if (unknown.empty()) {
        MESSAGE("skipped: the public samples are not beside the project");
        return;
    }
    unknown.erase("MANIFEST.tsv");
    for (const Owed& owed : table()) {
        CAPTURE(owed.file);
        CAPTURE(owed.why);
        REQUIRE(unknown.erase(owed.file) == 1);

        const TemporaryFolder folder;
        test::write_file(folder.path() / "x.edi", test::read_file(public_samples() / owed.file));
        const Ended ended = run(with_setup({"process", "--out", "out", "x.edi"}, ":memory:"), folder.path());
        CHECK(ended.exit_status == owed.exit_status);
        CHECK(ended.err == "");

        const auto ta1 = reply_in(folder.path() / "out" / "x.ta1");
        CHECK((ta1 ? ta1->first("TA1", 4) + "*" + ta1->first("TA1", 5) : "") == owed.ta1);

        const auto acknowledgment = reply_in(folder.path() / "out" / "x.999");
        CHECK((acknowledgment ? first_fault(*acknowledgment) : "") == owed.fault);
        CHECK((acknowledgment ? acknowledgment->first("AK9", 1) : "") == owed.verdict);

        const auto response = reply_in(folder.path() / "out" / "x.278");
        CHECK((response
                   ? (response->first("AAA", 3).empty() ? "HCR*" + response->first("HCR", 1) : "AAA*" + response->first("AAA", 3))
                   : "")
              == owed.response);
    }
    CHECK(unknown == std::set<std::string>{});
}

}  // namespace x278::acceptance
