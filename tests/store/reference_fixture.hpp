// What the tests of reference data share: a folder of CSVs, and a request to look up.
#pragma once

#include "store/reference.hpp"
#include "store_fixture.hpp"

#include <fstream>
#include <map>

namespace x278::store::testing {

using Files = std::map<std::string, std::string>;

inline const std::string members_header   = "member_id,person,relationship,last_name,first_name,birth_date,gender\n";
inline const std::string coverage_header  = "member_id,payer_id,product,account,from,to\n";
inline const std::string providers_header = "npi,name,taxonomy,payer_id,products,from,to\n";
inline const std::string referrals_header = "referral,member_id,person,type,from_provider,to_provider,first,last\n";

// One family, its coverage over two years, three providers and three referrals. Synthetic.
[[nodiscard]] inline Files some_files()
{
    return {
        {"members.csv", members_header
                            + "XYZ 100,00,18,SAMPLE,ANNA,1970-01-31,F\n"
                              "XYZ100,01,19,SAMPLE,BEN,2001-02-28,M\n"
                              "XYZ100,02,19,SAMPLE,CAI,2003-03-03,\n"
                              "XYZ100,03,01,SAMPLE,CAI,1969-04-04,M\n"
                              "XYZ200,00,18,EXAMPLE,DORA,1980-05-05,F\n"},
        {"coverage.csv", coverage_header
                             + "XYZ100,00700,HMO,ACME,2023-01-01,2023-12-31\n"
                               "XYZ100,00700,PPO,,2024-01-01,\n"
                               "XYZ100,00800,DENTAL,ACME,2023-01-01,\n"},
        {"providers.csv", providers_header
                              + "1000000001,ONE,207Q00000X,00700,HMO|POS,2023-01-01,2024-06-30\n"
                                "1000000001,ONE,207Q00000X,00800,*,2023-01-01,\n"
                                "1000000002,TWO,,00700,*,2024-01-01,\n"
                                "1000000003,THREE,,,,,\n"},
        {"referrals.csv", referrals_header
                              + "RF1,XYZ100,00,specialist,1000000001,1000000002,2024-01-01,2024-03-31\n"
                                "RF2,XYZ100,00,open,,,2024-03-31,2024-12-31\n"
                                "RF3,XYZ100,01,open,1000000001,,2024-01-01,2024-12-31\n"},
    };
}

inline void write_files(const TemporaryFolder& folder, const Files& files)
{
    for (const auto& [name, text] : files) std::ofstream(folder.path() / name, std::ios::binary) << text;
}

[[nodiscard]] inline ReferenceData read_reference(const Files& files)
{
    const TemporaryFolder folder;
    write_files(folder, files);
    auto read = ReferenceData::read(folder.path());
    REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
    return std::move(*read);
}

}  // namespace x278::store::testing
