// Loaded into a process of the service before it starts (--import): its clock is off by the milliseconds that stand in a file, and follows the file.
// It is the wall clock of JavaScript alone; timers and measured times go on as they do when an operator sets a clock.
import { readFileSync } from 'node:fs';

const file = process.env.FAULTS_CLOCK_FILE;
let offset = 0;
const look = () => {
  try {
    offset = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    // Not written yet.
  }
};
look();
setInterval(look, 50).unref();

const RealDate = Date;
const now = RealDate.now.bind(RealDate);
class ShiftedDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(now() + offset);
    else super(...parts);
  }

  static now() {
    return now() + offset;
  }
}
Object.defineProperty(ShiftedDate, 'name', { value: 'Date' });
globalThis.Date = ShiftedDate;
