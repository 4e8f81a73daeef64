let last: string | null = null;

/** Which pair was opened from the queue, so that coming back stands on the same row. Kept in memory only. */
export const lastOpened = {
  remember: (id: string) => {
    last = id;
  },
  take: () => {
    const id = last;
    last = null;
    return id;
  },
};
