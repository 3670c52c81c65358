import type { Slots } from '../types.js';

const FORMATS: [NonNullable<Slots['format']>, RegExp][] = [
  ['csv', /\bcsv\b|\bcomma[- ]separated\b/i],
  ['xlsx', /\b(?:excel|exel|xlsx?|spreadsheets?|workbook)\b/i],
  ['pdf', /\bpdf\b|\bprint(?:able|out)?\b/i],
  ['json', /\bjson\b|\bmachine[- ]readable\b/i],
];

export function formatSlot(text: string): Pick<Slots, 'format'> {
  const format = FORMATS.find(([, pattern]) => pattern.test(text))?.[0];
  return format ? { format } : {};
}
