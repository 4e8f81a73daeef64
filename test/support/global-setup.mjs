import { startTestServices } from './test-services.mjs';

// Jest calls one and the same file once, however many projects name it.
export default async function globalSetup() {
  globalThis.atharTestServices = await startTestServices();
}
