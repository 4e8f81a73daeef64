drop table family_drafts;
