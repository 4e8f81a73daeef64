drop trigger reports_class_followed on reports;
drop trigger case_reports_class_followed on case_reports;
drop trigger case_special_classes_followed on case_special_classes;
drop trigger report_members_special on report_members;
drop policy if exists case_special_classes_casework on case_special_classes;
drop table case_exchange_words;
drop function follow_class, refuse_broken_glass, may_be_read, record_may_leave, may_go_to_partners, report_may_leave, is_special, may_leave,
  is_special_case, may_be_a_child;
revoke select on case_special_classes from athar_casework;
