import { builtInModel, builtInModelFile } from './built-in-model.js';
import { compileModel } from './compile-model.js';
import type { Model } from './model.js';
import type { ModelFile } from './model-file.js';
import { modelForSize } from './model-for-size.js';

/**
 * A size class is a number of records that the prior is made for. Classes double. A larger stock makes each pair less likely to be one person, bit by bit; following
 * it with every record would score all pairs anew with every list.
 */

/** The smallest: fewer records do not make it likelier that the person sought is among them. */
export const leastSizeClass = 20_000;
/** A class is the nearest one up to so many times its records, so that the prior is off by about half a bit at most. */
const roomAbove = 1.5;
/** It falls only below this share of its records: lists that are taken back and handed in again do not make it go up and down. */
const heldAbove = 1 / 4;

/**
 * @param records that a report may be compared with
 * @param sizeClass that stands now
 * @returns the class that should stand: the same one, unless the records outgrew it or fell far below it
 */
export function nextSizeClass(records: number, sizeClass: number): number {
  if (records <= sizeClass * roomAbove && records >= sizeClass * heldAbove) return sizeClass;
  return sizeClassOf(records);
}

/** The class of so many records, whatever stood before. */
export function sizeClassOf(records: number): number {
  let sizeClass = leastSizeClass;
  while (records > sizeClass * roomAbove) sizeClass *= 2;
  return sizeClass;
}

const models = new WeakMap<ModelFile, Map<number, Model>>();

/** A model with the prior of a class: of the one that came with the program unless another is given. Made once. @throws RangeError for what is no class */
export function modelOfSizeClass(sizeClass: number, file: ModelFile = builtInModelFile): Model {
  const ofFile = models.get(file) ?? new Map<number, Model>();
  models.set(file, ofFile);
  let model = ofFile.get(sizeClass);
  if (!model) {
    if (sizeClassOf(sizeClass) !== sizeClass) throw new RangeError('That is no size class.');
    // Of the size that it was estimated with, the model is the file's own, to the last digit.
    const own = sizeClass === file.estimated.records;
    model = own ? (file === builtInModelFile ? builtInModel : compileModel(file)) : modelForSize(file, sizeClass);
    ofFile.set(sizeClass, model);
  }
  return model;
}
