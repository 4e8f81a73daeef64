drop table case_keys;
