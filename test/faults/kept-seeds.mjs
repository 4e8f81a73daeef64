// What CI runs: one seed of most faults, and each seed that once found something. [fault, seed]
export const keptSeeds = [
  ['K1', 1],
  ['K3', 4],
  ['K4', 4],
  ['K6', 4],
  ['K8', 4],
  ['K9', 4],
  ['K10', 4],
  ['K11', 4],
  ['K12', 4],
  ['K13', 4],
];
