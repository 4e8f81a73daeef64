export interface LockedPackage {
  name?: string;
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  dev?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
}
export interface LockFile {
  lockfileVersion: number;
  packages: Record<string, LockedPackage>;
}
export function importedByConsole(): string[];
export function givenOut(packages: LockFile['packages']): Set<string>;
export function billOfMaterials(lock?: LockFile): string;
export function countsLine(text: string): string;
