drop policy if exists idempotency_keys_sweep on idempotency_keys;
drop policy if exists sessions_sweep on sessions;
revoke delete on sessions, idempotency_keys from athar_api;
drop table try_limits, invitations, totp_secrets, passkey_challenges, passkeys;
