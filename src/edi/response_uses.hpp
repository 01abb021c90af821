// The segments of a guide we answer in, found once by loop and key. The response to a request
// (005010X217) has them all; what the others lack is not used.
#pragma once

#include "edi/guided_writer.hpp"
#include "edi/response.hpp"

namespace x278::edi {

// The segments that name and describe somebody; null where the loop has none.
struct PartyUses {
    explicit PartyUses(const Guide& guide, std::string_view loop)
        : nm1(use_if_any(guide, loop, "NM1")),
          ref(find_use(guide, loop, "REF")),
          n3(find_use(guide, loop, "N3")),
          n4(find_use(guide, loop, "N4")),
          per(find_use(guide, loop, "PER")),
          aaa(find_use(guide, loop, "AAA")),
          prv(find_use(guide, loop, "PRV")),
          dmg(find_use(guide, loop, "DMG")),
          ins(find_use(guide, loop, "INS"))
    {
    }

    const SegmentUse& nm1;
    const SegmentUse* ref;
    const SegmentUse* n3;
    const SegmentUse* n4;
    const SegmentUse* per;
    const SegmentUse* aaa;
    const SegmentUse* prv;
    const SegmentUse* dmg;
    const SegmentUse* ins;
};

struct ResponseWriter::Uses {
    explicit Uses(const Guide& guide)
        : bht(use_of(guide, "ST", "BHT")),
          hl_umo(use_of(guide, "2000A", "HL")),
          hl_requester(use_of(guide, "2000B", "HL")),
          hl_subscriber(use_of(guide, "2000C", "HL")),
          hl_dependent(use_of(guide, "2000D", "HL")),
          hl_event(use_of(guide, "2000E", "HL")),
          hl_line(use_of(guide, "2000F", "HL")),
          aaa_umo(use_of(guide, "2000A", "AAA")),
          umo(guide, "2010A"),
          requester(guide, "2010B"),
          subscriber(guide, "2010C"),
          dependent(guide, "2010D"),
          event_provider(guide, "2010EA"),
          contact(guide, "2010EB"),
          transport(guide, "2010EC"),
          line_provider(guide, find_use(guide, "2010FA", "NM1") != nullptr ? "2010FA" : "2010F"),
          event(guide, "2000E"),
          line(guide, "2000F"),
          cl1(use_if_any(guide, "2000E", "CL1")),
          cr1(use_if_any(guide, "2000E", "CR1")),
          cr2(use_if_any(guide, "2000E", "CR2")),
          cr5(use_if_any(guide, "2000E", "CR5")),
          cr6(use_if_any(guide, "2000E", "CR6")),
          hi(use_if_any(guide, "2000E", "HI")),
          sv1(use_if_any(guide, "2000F", "SV1")),
          sv2(use_if_any(guide, "2000F", "SV2")),
          sv3(use_if_any(guide, "2000F", "SV3")),
          too(use_if_any(guide, "2000F", "TOO"))
    {
    }

    // What the event and a line have alike.
    struct Level {
        Level(const Guide& g, std::string_view loop)
            : guide(g),
              id(loop),
              trn(use_of(g, loop, "TRN")),
              aaa(use_of(g, loop, "AAA")),
              um(use_of(g, loop, "UM")),
              hcr(use_of(g, loop, "HCR")),
              nt(use_of(g, loop, "REF[01=NT]")),
              bb(use_of(g, loop, "REF[01=BB]")),
              issued(use_if_any(g, loop, "DTP[01=102]")),
              expires(use_if_any(g, loop, "DTP[01=036]")),
              hsd(use_if_any(g, loop, "HSD")),
              pwk(use_if_any(g, loop, "PWK")),
              msg(use_if_any(g, loop, "MSG"))
        {
        }
        const Guide&      guide;
        std::string_view  id;
        const SegmentUse& trn;
        const SegmentUse& aaa;
        const SegmentUse& um;
        const SegmentUse& hcr;
        const SegmentUse& nt;
        const SegmentUse& bb;
        const SegmentUse& issued;
        const SegmentUse& expires;
        const SegmentUse& hsd;
        const SegmentUse& pwk;
        const SegmentUse& msg;
    };

    const SegmentUse& bht;
    const SegmentUse& hl_umo;
    const SegmentUse& hl_requester;
    const SegmentUse& hl_subscriber;
    const SegmentUse& hl_dependent;
    const SegmentUse& hl_event;
    const SegmentUse& hl_line;
    const SegmentUse& aaa_umo;
    PartyUses         umo;
    PartyUses         requester;
    PartyUses         subscriber;
    PartyUses         dependent;
    PartyUses         event_provider;
    PartyUses         contact;
    PartyUses         transport;
    PartyUses         line_provider;
    Level             event;
    Level             line;
    const SegmentUse& cl1;
    const SegmentUse& cr1;
    const SegmentUse& cr2;
    const SegmentUse& cr5;
    const SegmentUse& cr6;
    const SegmentUse& hi;
    const SegmentUse& sv1;
    const SegmentUse& sv2;
    const SegmentUse& sv3;
    const SegmentUse& too;
};

}  // namespace x278::edi
