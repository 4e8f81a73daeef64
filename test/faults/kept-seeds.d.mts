export const keptSeeds: [fault: string, seed: number][];
