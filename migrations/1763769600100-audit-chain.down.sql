drop function audit_hash_at(uuid, bigint);
drop function audit_heads();
drop function append_audit_entry(uuid, text, uuid, text, text, text, text[], uuid[], text, text, text);
drop table audit_entries;
