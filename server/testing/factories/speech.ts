/** A tone as a WAV file (PCM, 16 bits, one channel), as a browser's recorder sends it. */
export function makeTone(seconds: number, rate = 16_000): Uint8Array<ArrayBuffer> {
  const samples = seconds * rate;
  const view = new DataView(new ArrayBuffer(44 + samples * 2));
  const text = (at: number, word: string) => [...word].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  text(0, "RIFF");
  text(8, "WAVEfmt ");
  text(36, "data");
  for (const [at, value] of [[4, 36 + samples * 2], [16, 16], [24, rate], [28, rate * 2], [40, samples * 2]] as const) view.setUint32(at, value, true);
  for (const [at, value] of [[20, 1], [22, 1], [32, 2], [34, 16]] as const) view.setUint16(at, value, true);
  for (let n = 0; n < samples; n += 1) view.setInt16(44 + n * 2, Math.round(Math.sin(n / 12) * 9_000), true);
  return new Uint8Array(view.buffer);
}
