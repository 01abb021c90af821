" Vim syntax of x278's plans: FILE.rules and FILE.cases. Written from the grammars; a test holds it to them.
" autocmd BufRead,BufNewFile *.rules,*.cases setfiletype x278-rules
if exists("b:current_syntax")
  finish
endif
syn iskeyword @,48-57,-,_
syn match   x278Comment   "--.*$"
syn region  x278Text      start=+"+ end=+"+ contains=x278Slot
syn match   x278Slot      "{[a-z]\+}" contained
syn match   x278Number    "\<[0-9]\+\(\.[0-9]\+\)\?\>"
syn match   x278Day       "\<[0-9]\{4}-[0-9]\{2}-[0-9]\{2}\>"
syn keyword x278Word      DC DDS DMD DO DPM Friday HIEC LICSW LPN MD Monday NDC NP OD OT PA PT PhD PharmD PsyD RN SLP Saturday Sunday Thursday Tuesday Wednesday a accept accepted accident account administratively admission admitted after age allowed an and announced another any-denial appeal-immediate appeal-standard applied approve approved are area as ask at authority authorized band because before beyond bill birth blocked born by calendar cancel cancelled cannot care case cause certification circle clerk code consulting contact count counter counts coverage covered criteria date dates day days delegation denied deny described description diagnosis disabled discharge discharged document documents earlier effects elective eligibility eligible else email emergency end engine events ever every except exemption expect experimental expertise extension fax fax-back file first flag for from gate given has have hour hours identified in individual initial intake is issue issued known last least level level-of-care licence limits line lines may member met modified modifier modify month months named needs network no nobody none not not-necessary not-required note notice notify of on onset open option options or out outcome outcomes outside parameter partly past payer pend pended person place prefix previous primary principal procedure product products program provider quadrant quantity reason receipt received reconsideration reduced referral referrals refers reject renewal request requester required requirement revenue review revised role rule same say says scenario send service services since source speaks specialty specialty-care stage start state status stay stays supervised supervisor telephone tell terminated the time to tooth type unanswered unit units unknown until up urgent used visit visits was web when where with within year years zone
syn match   x278Statement "^[a-z]\+\>"
hi def link x278Comment   Comment
hi def link x278Text      String
hi def link x278Slot      Special
hi def link x278Number    Number
hi def link x278Day       Number
hi def link x278Word      Keyword
hi def link x278Statement Statement
let b:current_syntax = "x278-rules"
