drop function model_in_use(integer);
drop table model_changes;
drop function app_looks_after_models();
drop function keep_model_changes();
drop table matching_models;
