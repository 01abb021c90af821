// What each segment of a request, an inquiry or a notification fills in. One function a segment, called by the
// grammar when the segment stands where the guide puts it.
//
// Source of the positions: 005010X217, schemas/guides/005010X217-request.
#pragma once

#include "edi/grammar/element_cursor.hpp"
#include "edi/grammar/request.hpp"

namespace x278::edi::grammar {

void read_bht(RequestBuild&, ElementCursor&);

void read_nm1(RequestBuild&, ElementCursor&);  // into build.party
void read_party_ref(RequestBuild&, ElementCursor&);
void read_n3(RequestBuild&, ElementCursor&);
void read_n4(RequestBuild&, ElementCursor&);
void read_per(RequestBuild&, ElementCursor&);
void read_prv(RequestBuild&, ElementCursor&);
void read_dmg(RequestBuild&, ElementCursor&);
void read_ins(RequestBuild&, ElementCursor&);

void read_trn(RequestBuild&, ElementCursor&);  // into build.line, or the event when there is none
void read_um(RequestBuild&, ElementCursor&);
void read_hcr(RequestBuild&, ElementCursor&);
void read_ref(RequestBuild&, ElementCursor&);
void read_dtp(RequestBuild&, ElementCursor&);
void read_hi(RequestBuild&, ElementCursor&);
void read_hsd(RequestBuild&, ElementCursor&);
void read_crc(RequestBuild&, ElementCursor&);
void read_cl1(RequestBuild&, ElementCursor&);
void read_cr1(RequestBuild&, ElementCursor&);
void read_cr2(RequestBuild&, ElementCursor&);
void read_cr5(RequestBuild&, ElementCursor&);
void read_cr6(RequestBuild&, ElementCursor&);
void read_pwk(RequestBuild&, ElementCursor&);
void read_msg(RequestBuild&, ElementCursor&);

void read_other_umo_ref(RequestBuild&, ElementCursor&);
void read_other_umo_dtp(RequestBuild&, ElementCursor&);

void read_sv1(RequestBuild&, ElementCursor&);
void read_sv2(RequestBuild&, ElementCursor&);
void read_sv3(RequestBuild&, ElementCursor&);
void read_too(RequestBuild&, ElementCursor&);

}  // namespace x278::edi::grammar
