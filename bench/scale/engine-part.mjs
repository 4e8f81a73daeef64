/** A module of the built service that may not be there yet: then what needs it fails with its name. */
export async function enginePart(path) {
  try {
    return await import(`../../dist/${path}.js`);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error(`src/${path}.ts is not there yet.`);
  }
}
