let token = '';

/**
 * The secret of an invitation link, which stands behind the #. It is taken out of the address at once, before anything is shown: the
 * address bar is seen over shoulders, and addresses are copied and kept.
 */
export function takeInvitationToken(): string {
  const { pathname, search, hash } = location;
  if (/^\/console\/invitation\/?$/.test(pathname) && hash.length > 1) {
    token = hash.slice(1);
    history.replaceState(history.state, '', pathname + search);
  }
  return token;
}

export function forgetInvitationToken() {
  token = '';
}
