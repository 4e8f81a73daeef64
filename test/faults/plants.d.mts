export const plants: { name: string; invariant: string }[];
