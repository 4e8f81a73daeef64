import type { Model } from './model.js';

/**
 * Starting parameters. "proposal" = the weights proposed for this project from experiments on a synthetic population (docs/matching.md); they are over-sharp
 * for real records, hence the clamp. To be estimated again from confirmed and rejected pairs (about 130 are enough to start).
 */
export const parameters20261122: Model = {
  version: '2026-11-22',
  // One record in 65,536 is about the person of a given report: the lists that partners hold run to tens of thousands of rows, and a person is in about one.
  priorWeight: -16,
  suggestAtMatchWeight: {
    // 18.5 bits of evidence, odds of 5 to 1 on: given, father's and family name with the year of birth, unless all three names are the commonest.
    strong: 2.5,
    // 15 bits, odds of 1 to 2: three of those four.
    worth_a_look: -1,
    // 12 bits, 1 in 16: below it a report would meet more than one stranger in every 5,000 records.
    weak: -4,
  },
  strongestDisagreement: -8, // proposal: clamp every negative at about -8
  names: {
    // Proposal, section "Names". same / same_sound / near add the rarity of the name; the others do not. An initial rules out five names in six,
    // but the commonest letters begin most names.
    parts: {
      given: { same: 0.3, same_sound: 0, near: -0.7, vowels_differ: 0.8, one_edit: 0.2, different: -3.8, initial: 1.5 },
      father: {
        same: 0.3,
        same_sound: 0,
        near: -0.7,
        vowels_differ: 0.4,
        one_edit: 0.2,
        different: -3.7,
        initial: 1.5,
      },
      grandfather: {
        same: 0.3,
        same_sound: 0,
        near: -0.7,
        vowels_differ: 0.1,
        one_edit: 0.2,
        different: -2.7,
        initial: 1.5,
      },
      family: { same: 0.3, same_sound: 0, near: -0.7, vowels_differ: 3, one_edit: 1.2, different: -4.5, initial: 1.5 },
      // Weaker than proposed (-6.1): lists often give a mother by kunya, by her family's name or by a pet name.
      mother: { same: 0.3, same_sound: 0, near: -0.7, vowels_differ: 2.6, one_edit: 0.2, different: -5, initial: 1.5 },
    },
    agreeShare: 0.88, // proposal: sum of m over the levels that carry rarity
    rarestFrequency: 5e-5, // proposal: cap of about 14 bits
    vowelsDifferInArabic: 2.5, // a long vowel is always written in Arabic: Hasan and Husayn are two names there
    arrangement: {
      // Proposal, section "Alignment": log2 of how often the exchange was seen.
      as_written: 0,
      family_first: -2, // a usual order of lists, but one that had to be guessed
      father_grandfather_swapped: -5.5,
      shifted: -5.5,
      given_father_swapped: -6,
      given_family_swapped: -6.5,
    },
    shiftedWhenGuessed: -2.5, // two words may be given and father's or given and family name: a coin toss, and some doubt
    motherFamily: { agrees: 4, differs: -1.5 }, // few lists give it, and it may be her husband's
  },
  // Birth and event: log2 of two shares, said behind each level: among true pairs whose dates are written that finely / among random pairs written so.
  // Random births are spread over some sixty years, with years of birth as uneven as registers are. "proposal" = measured on the synthetic population
  // (docs/matching.md, section "Birth"/"Event"), where the share of the level among all true pairs is in the number. Levels stand from best to worst as in
  // birthLevels and eventLevels, and the weights must not rise: a model estimated anew keeps that.
  birth: {
    same_day: 13, // proposal; 0.4 / 1 in 21,900
    same_few_days: 10.5, // five days for one, or two orders of day and month: a fifth of same_day
    day_month_swapped: 8.5, // proposal; 3 % / 1 in 21,900, and only days up to the 12th
    same_day_other_year: 8.5, // proposal; 4 % / 2 in 21,900
    same_month: 7, // 0.7 / 1 in 720, less for Hijri months, which touch two
    calendar_mixed_up: 5, // 0.2 % of true pairs in two calendars / 1 in 21,900, halved: nobody has counted it
    same_year: 4.4, // proposal; 0.75 / 1 in 35, the years of birth of those sought lie closer together than sixty
    digits_slip: 4, // 2 % / 25 days in 21,900 lie one digit away
    near_miss: 3.2, // proposal for "same year, day or month"; 1.8 % / 40 days in 21,900
    about_same_year: 2.3, // proposal; 0.85 / 5 years in 30, less for ages rounded alike
    century_slip: 2, // 0.25 of true pairs with a year that cannot be / 1 in 16 lies one slip away
    same_decade: 1, // 0.95 / 1 in 2 who are of an age to be sought; a decade is hardly more than a guess
    year_off_by_one: 0.5, // proposal; 8 % / 2 in 35
    not_excluded: 0,
    about_near: -2, // proposal; 5 % / 4 years in 20
    year_digits_slip: -3, // 1.5 % / 1 in 8: six tens of the year, and the exchange
    years_apart: -6, // proposal: -6 in the year itself, -6.5 two or three away; 0.15 % / 1 in 10
    far_apart: -8, // proposal -12, clamped: real records hold gross errors
  },
  // Being recorded after the disappearance is normal; long before it may be an earlier arrest.
  event: {
    same_day: 7.4, // proposal; 0.12 / 1 in 1,400: events crowd into 2012 to 2014
    days_after: 7, // proposal 7.7, and no more than the day itself
    same_few_days: 6, // 0.2 / 5 days in 1,400, or one of two orders
    day_month_swapped: 5, // 2 % / 1 in 1,400
    same_month: 4.5, // proposal; this month or the next
    same_day_other_year: 4, // 2 % / 2 in 1,400, less for anniversaries and lists dated on one day every year
    calendar_mixed_up: 3.5, // as for births, among fewer days
    weeks_after: 3, // proposal; 0.25 / 90 days in 3,000
    shortly_before: 3, // proposal; 2 % / 4 days in 1,400
    same_year: 2.5, // proposal; 0.6 / 1 in 9
    digits_slip: 1.5, // 1.5 % / 20 days in 4,000 lie one digit away
    months_after: 1, // 0.2 / 0.1, dates given to the year
    not_excluded: 0,
    long_after: 0, // proposal; as many true pairs as random ones
    years_after: -0.5, // 0.1 / 0.14
    before: -1, // 2.5 % / 5 %
    long_before: -3.3, // proposal; 4 % / 0.4
  },
  place: {
    // Agreement: log2(agreeShare / share of the population). Of true pairs about 6 in 10 name the same place as far as both say (proposal); of homes fewer,
    // because people fled. mostBits: the lists of one source are drawn from one region, so a village that both name is commoner there than in the census.
    // Contradictions: proposal -3.2 to -3.4 for synthetic errors (the demonstration gives -3 to -5); real ones are written for the registry office, the nearest town or the family's old home.
    birth_place: {
      agreeShare: 0.6,
      mostBits: 8,
      near: -3, // the village, or the town whose hospital or registry it was: 2 true pairs in 100, 1 pair of strangers in 1,000
      not_far: -4,
      other_district: -1.5,
      capital_region: 0,
      neighbouring_governorate: -2.5,
      other_governorate: -3.5, // nobody is born twice, but papers name the registry instead
    },
    home: {
      agreeShare: 0.5,
      mostBits: 7.5,
      near: -3,
      not_far: -4,
      other_district: -1,
      capital_region: 0,
      neighbouring_governorate: -1.5,
      other_governorate: -2, // half the country fled, and an old and a new home are both true
    },
    taken: {
      agreeShare: 0.6,
      mostBits: 7,
      near: -3,
      not_far: -4,
      other_district: -0.5,
      capital_region: 0,
      neighbouring_governorate: -1,
      other_governorate: -1.5, // lists often name where the person is from instead
    },
    held: {
      facility: 4, // below the proposal's 5: families name the prisons that everybody knows
      other_facility: -0.3, // moved, or hearsay
      held_in_governorate: 1, // most are held first in a branch of the governorate where they are taken
      held_in_capital: 0, // all branches send to Damascus
      held_next_door: -0.3,
      held_elsewhere: -1, // proposal: transfers make another governorate of detention say little
    },
    acrossShare: 0.6, // about 55 in 100 are taken where they live, and 20 more in the district (the demonstration's assumption)
    awayFromHome: -0.3,
    guessedShare: 0.6, // about the share of near spellings that are read rightly and mean what was written
    further: 0.3, // who shares the home of the person sought is likely taken in the same place, whoever he is
    mostAgainst: -6,
  },
  sex: { same: 0, different: -5 }, // proposal; the given name has already counted what sameness says
  identifier: {
    national_number_same: 15, // proposal
    national_number_one_digit: 8, // a slip of one digit in eleven
    national_number_different: -6,
    other_number_same: 6, // a family register is shared by brothers, a prisoner's number is used again
    not_comparable: 0,
  },
  relatives: {
    differentGiven: -8, // once exchanged names are excluded: a nickname or a slip between rows, 1 in 250
    unmetGiven: -3, // a first name left out is rarer than a father in the same lists
    priorOverTrue: 0.3, // 1.2 relatives per report; the results hardly change between 0.5 and 3
    birthAtMost: 2.5, // brothers are born within some 12 years, and registers round their years alike
    birthdayAtMost: 8, // twins: about 1 in 80 of brothers, against 1 in 22,000 of strangers
    eventAtMost: 6, // taken together in 4 cases of 10
  },
  blocking: {
    candidateBits: 13, // near the weak band's 12 bits of evidence; 11 gives 1.6 times the candidates, 16 loses 1 true suggestion in 145
    fewestBits: 8, // a key shared by one record in 256 or more finds too many strangers
    mostKeys: { record: 48, report: 72 }, // the report also asks for the neighbouring years and months
  },
};
