// Properties are checked with the same random inputs in every run, so that a failure can be repeated; FC_SEED=<number> tries others.
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.FC_SEED ?? 20_261_122) });
