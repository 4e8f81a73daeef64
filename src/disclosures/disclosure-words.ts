/** What a family is told. Every row is about one recipient and one of these. */
export const disclosureKinds = ['fate', 'whereabouts', 'document', 'no_news', 'correction'] as const;
export type DisclosureKind = (typeof disclosureKinds)[number];

/** Nothing is told in writing (R8). */
export const disclosureChannels = ['in_person', 'call'] as const;
export type DisclosureChannel = (typeof disclosureChannels)[number];

/** Said in every conversation, whatever it is about (R11): that it is free, and that nobody may ask for money. The console has the words of each line. */
export const disclosureLines = ['line_free_of_charge'] as const;

/** Who owns the news: another body than the operator tells it itself, and it is transferred instead of told twice. */
export const ownerBodies = ['operator', 'commission', 'icrc', 'other'] as const;
export type OwnerBody = (typeof ownerBodies)[number];

/** What the sought person, found alive, wants the family to learn. It outranks what the family asks. */
export const soughtWishes = ['may_be_told', 'only_that_alive', 'refuses_contact', 'could_not_be_asked'] as const;
export type SoughtWish = (typeof soughtWishes)[number];

export const recipientWishes = ['agreed', 'excluded', 'taken_back'] as const;
export type RecipientWish = (typeof recipientWishes)[number];

/** Cases that one more person has to look at (R23). A child is also known by the dates of the report; the others somebody has to write down. */
export const specialClasses = ['child', 'sexual_violence', 'defector', 'isis_affiliation_claimed'] as const;
export type SpecialClass = (typeof specialClasses)[number];

export const longestSafetyPlanDays = 90;
