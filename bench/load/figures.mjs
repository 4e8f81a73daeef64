// Of answer times: median, 95th and 99th of a hundred.
import { quantile } from '../scale/figures.mjs';

export const timesOf = (values) =>
  values.length === 0
    ? null
    : { count: values.length, median: quantile(values, 0.5), p95: quantile(values, 0.95), p99: quantile(values, 0.99) };

export const isAccepted = ({ status }) => status >= 200 && status < 300;
export const isRefused = ({ status }) => status === 429 || status === 503;
