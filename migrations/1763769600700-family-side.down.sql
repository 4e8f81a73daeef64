drop trigger cases_paused_by_families on cases;
drop trigger reports_intake_only_tells on reports;
do $$
declare
  rule record;
begin
  for rule in select policyname, tablename from pg_policies
    where schemaname = 'public' and (policyname ~ '_families(_own|_set|_ended|_emptied|_taken_away)?$' or policyname ~ '_intake(_told|_told_anew|_answered|_filed)?$')
      and policyname !~ '_no_intake$'
  loop
    execute format('drop policy %I on %I', rule.policyname, rule.tablename);
  end loop;
end
$$;
drop function family_reports_extortion(uuid, text, text, text), family_told_more(), family_asks_to_reopen(), family_leaves_case(), pause_follows_case(),
  family_pauses(boolean), settle_family_pause(cases), family_moves_case(cases, text, text, text), own_case(), own_standing(), empty_own_reveals(),
  others_report_too(), withhold_own_report(), end_own_consents(text[], text), flag_filings(bytea[]), require_intake(), intake_only_tells();
drop table extortion_tips, family_filings;
revoke all on all tables in schema public from athar_families;
revoke execute on all functions in schema public from athar_families;
revoke usage on schema public from athar_families;
