import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config, ConfigurationError } from '../config.js';
import { CaseKeys } from './case-keys.js';
import { KeyRingFile } from './key-ring-file.js';
import { RingSigner } from './ring-signer.js';

/** The keys, for the process that serves people. A worker never loads this and is never told where the file lies. */
@Global()
@Module({
  providers: [
    { provide: KeyRingFile, inject: [CONFIG], useFactory: (config: Config) => openKeyRing(config) },
    CaseKeys,
    RingSigner,
  ],
  exports: [KeyRingFile, CaseKeys, RingSigner],
})
export class KeysModule {}

/** @throws ConfigurationError when no ring is named, or the file is no usable ring */
export function openKeyRing(config: Config): KeyRingFile {
  if (config.keysFile !== null) return new KeyRingFile(config.keysFile);
  throw new ConfigurationError(
    'ATHAR_KEYS_FILE must name the key ring. For a new service, make one outside of the database: athar keys create <file>',
  );
}
