// The engine over the whole population. Replaced below as its parts arrive.
export async function startEngine() {
  throw new Error('The engine is not there yet.');
}
