import { describe, expect, it } from '@jest/globals';
import { newWebhookSecret, secretBytes } from '../webhooks/webhook-secret.js';
import { sign } from './sign.js';

/** The test vector that Standard Webhooks publishes with its libraries. */
const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  seconds: 1614265330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('what a message is signed with', () => {
  it('is what the published test vector of Standard Webhooks says', () => {
    const { secret, id, seconds, body, signature } = published;
    expect(sign([secret], id, seconds, body)).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    });
  });

  it('is one signature for each secret while two live, so that a receiver may know either', () => {
    const other = newWebhookSecret();
    const { secret, id, seconds, body, signature } = published;
    const both = sign([other, secret], id, seconds, body)['webhook-signature'].split(' ');
    expect(both).toHaveLength(2);
    expect(both[1]).toBe(signature);
    expect(both[0]).toBe(sign([other], id, seconds, body)['webhook-signature']);
    expect(both[0]).not.toBe(both[1]);
  });

  it('changes with the id, the time, the body and the secret', () => {
    const { secret, id, seconds, body } = published;
    const all = [
      sign([secret], id, seconds, body),
      sign([secret], `${id}x`, seconds, body),
      sign([secret], id, seconds + 1, body),
      sign([secret], id, seconds, `${body} `),
      sign([newWebhookSecret()], id, seconds, body),
    ].map((headers) => headers['webhook-signature']);
    expect(new Set(all).size).toBe(5);
  });

  it('is a secret of 256 random bits, written as the standard asks', () => {
    const secret = newWebhookSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(secretBytes(secret)).toHaveLength(32);
    expect(newWebhookSecret()).not.toBe(secret);
  });
});
