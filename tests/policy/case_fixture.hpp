// Cases and the rules they try, written in a few words.
#pragma once

#include "fixture.hpp"
#include "policy/case_run.hpp"

namespace x278::policy::tests {

inline constexpr std::string_view case_rules = R"(
rule IMG-1 "imaging is the vendor's"
  stage delegation
  for HMO
  when procedure is 72148
  contact vendor because 0J say "Ask the vendor"
  source TEST-1

rule VIS-1 "26 visits are approved at once"
  stage limits
  for every product
  when service type is PT
  approve up to 26 visits
    beyond modify because 04 say "{certified} of {requested} visits"
  source TEST-2

rule NET-1 "outside the network a nurse looks"
  stage network
  for PPO
  when not service provider is in network
  pend to nurse because 0V documents 08, DS contact vendor
  source TEST-3

rule REF-1 "a referral opens the door"
  stage requirement
  for every product
  when procedure is 99213 and the requester has an open referral
  not required because 0H
  source TEST-4

parameter late = pend of pend, accept
  because "what a late notice comes to is not published"
  source TEST-6

option rehab-limit of number
  source TEST-5

counter office-visits counts visits used or authorized
  when procedure is 99215
  by member
  in the calendar year
  source TEST-7

rule OFF-1 "two office visits a year"
  stage limits
  for every product
  when procedure is 99215
  approve
    up to 2 visits by office-visits
      beyond modify because 04
      none contact intake because 04
  source TEST-7

rule NOT-1 "a late notice is taken"
  stage requirement
  for every product
  when procedure is 99221 and parameter late is accept
  accept notice because 18
  source TEST-6

rule NOT-2 "a late notice is reviewed"
  stage requirement
  for every product
  when procedure is 99221 and parameter late is pend
  pend to nurse because 0V
  source TEST-6

rule EFF-1 "a late notice is marked"
  stage effects
  for every product
  when procedure is 99221
  flag late-notice say "late"
  source TEST-8

rule EFF-2 "who hears of it"
  stage effects
  for every product
  when outcome is pended
  notify member, facility
  source TEST-8

rule EFF-3 "an answer is owed"
  stage effects
  for every product
  when outcome is pended
  start answer of 15 days
  source TEST-8

rule EFF-4 "an emergency is marked"
  stage effects
  for every product
  when level of service is emergency
  flag emergency
  source TEST-8

rule EFF-5 "and its clock runs"
  stage effects
  for every product
  when level of service is emergency
  start clock of 72 hours
  source TEST-8

rule REJ-1 "only primary care may ask"
  stage authority
  for every product
  when procedure is 99214 and not requester is primary care
  reject as requester/not-primary-care
  source TEST-9

gate DEN-1 "a denial is a matching physician's"
  outcomes any-denial
  needs    licence MD or DO and matching specialty
  else pend to physician because 0W
  source   TEST-10

gate APP-1 "who has no licence approves by criteria, under a nurse"
  outcomes approved
  needs    criteria and supervisor RN
  else pend to nurse because 0V
  source   TEST-10

rule LAT-1 "never reached"
  stage criteria
  for every product
  when procedure is 11111
  approve
  source TEST-5
)";

// The plan above, and a file of cases.
[[nodiscard]] inline std::vector<PlanFile> case_files(std::string_view cases)
{
    return test_files(case_rules, {{"plans/test/a.cases", std::string(cases)}});
}

[[nodiscard]] inline CaseReport run_of(std::string_view cases)
{
    const auto files = case_files(cases);
    return run_cases(files, compiled(files));
}

}  // namespace x278::policy::tests
