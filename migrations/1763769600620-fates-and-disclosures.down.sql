drop table disclosure_attempts, disclosure_events, disclosures, disclosure_transitions, case_special_classes, sought_person_wishes, recipient_wishes,
  fate_reviews, fate_claims, perpetrator_documents;
drop policy if exists sources_api_assessed on sources;
drop trigger sources_assess_only on sources;
revoke update (authenticity) on sources from athar_api;
drop table source_assessments;
drop function stands_against, records_behind, disclosure_moves, require_decision_rows, require_basis, basis_now, show_assessment, assess_only, live_consent_of;
alter table reporters drop constraint reporters_of_one_organisation;
