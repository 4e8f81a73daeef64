export { meansUnidentified, meansUnknown, readEventType, readSex } from './mapping/value-words.js';
