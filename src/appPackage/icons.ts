import { decode, type DecodedPng } from 'fast-png';

/** Below it a white line has been mixed with something else than transparency. */
const WHITE = 250;
const SIZES = { color: 192, outline: 32 };

/** What is wrong with an icon, in sentences. Source: Teams, "Design your app icon". */
export function checkIcon(kind: keyof typeof SIZES, name: string, bytes: Uint8Array): string[] {
  const image = read(bytes);
  if (!image) return [`\`${name}\` is no PNG file`];
  const size = SIZES[kind];
  const problems = image.width === size && image.height === size ? [] : [`\`${name}\` is ${image.width}x${image.height} pixels; the ${kind} icon must be ${size}x${size}`];
  return kind === 'outline' && !isWhiteOnTransparent(image) ? [...problems, `\`${name}\` must be white on a transparent ground, and nothing else`] : problems;
}

function read(bytes: Uint8Array): DecodedPng | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}

function isWhiteOnTransparent({ data, channels, depth }: DecodedPng): boolean {
  if (channels !== 4 || depth !== 8) return false;
  const pixels = Array.from({ length: data.length / 4 }, (_, index) => data.subarray(index * 4, index * 4 + 4));
  const drawn = pixels.filter((pixel) => pixel[3]! > 0);
  return drawn.length > 0 && drawn.length < pixels.length && drawn.every(([red, green, blue]) => Math.min(red!, green!, blue!) >= WHITE);
}
