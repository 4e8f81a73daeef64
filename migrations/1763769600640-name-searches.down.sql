drop table name_searches;
