export default async function globalTeardown() {
  await globalThis.atharTestServices?.stop();
}
