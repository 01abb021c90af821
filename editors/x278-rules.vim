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
syn keyword x278Word      a accept account administratively admission age an and another appeal-immediate appeal-standard approve at authority because beyond bill birth by cancel certification code contact coverage criteria date day days delegation deny diagnosis disabled documents elective eligibility email emergency engine every exemption extension fax first for from has hour hours identified in individual initial is known least less level limits line may modifier modify month months more most network no not notice of on open or payer pend place previous principal procedure product products provider quantity reconsideration referral referrals renewal request requester required requirement revenue revised rule same say service services source speaks specialty-care stage status telephone than the time to type unit units unknown until up urgent visit visits web when years zone
syn match   x278Statement "^[a-z]\+\>"
hi def link x278Comment   Comment
hi def link x278Text      String
hi def link x278Slot      Special
hi def link x278Number    Number
hi def link x278Day       Number
hi def link x278Word      Keyword
hi def link x278Statement Statement
let b:current_syntax = "x278-rules"
