/** What browsers and phones record, and what players on phones can play. */
export type AudioType = "audio/mpeg" | "audio/ogg" | "audio/webm" | "audio/mp4" | "audio/wav" | "audio/aac";

const startsWith = (bytes: Buffer, text: string, at = 0) => bytes.length >= at + text.length && bytes.toString("latin1", at, at + text.length) === text;

/** What a file really is, by its first bytes; the name and type that its sender gave do not count. Null for anything else. */
export function sniffAudio(bytes: Buffer): AudioType | null {
  if (bytes.length < 12) return null;
  if (startsWith(bytes, "OggS")) return /OpusHead|vorbis|Speex/.test(bytes.toString("latin1", 0, 200)) ? "audio/ogg" : null;
  if (bytes.readUInt32BE(0) === 0x1a45dfa3) return bytes.toString("latin1", 0, 64).includes("webm") ? "audio/webm" : null;
  if (startsWith(bytes, "ftyp", 4)) return "audio/mp4";
  if (startsWith(bytes, "RIFF") && startsWith(bytes, "WAVE", 8)) return "audio/wav";
  if (startsWith(bytes, "ID3")) return "audio/mpeg";
  if (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0) return "audio/aac";
  return mp3Frame(bytes, 0) ? "audio/mpeg" : null;
}

/**
 * How long it plays, in seconds, from the file's own clock; null when it does not say. A file can lie about it: the limit that
 * holds is the one of bytes, this one spares people who pressed "record" and forgot.
 */
export function audioSeconds(bytes: Buffer): number | null {
  const type = sniffAudio(bytes);
  try {
    if (type === "audio/ogg") return oggSeconds(bytes);
    if (type === "audio/webm") return webmSeconds(bytes);
    if (type === "audio/mp4") return mp4Seconds(bytes);
    if (type === "audio/wav") return bytes.readUInt32LE(28) > 0 ? (bytes.length - 44) / bytes.readUInt32LE(28) : null;
    if (type === "audio/mpeg") return mp3Seconds(bytes);
    if (type === "audio/aac") return aacSeconds(bytes);
  } catch {
    // Cut off in the middle of a field: it does not say.
  }
  return null;
}

const mp3Rates = [[11025, 12000, 8000], [0, 0, 0], [22050, 24000, 16000], [44100, 48000, 32000]] as const;
const mp3Bits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const mp3LowBits = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/** The frame of MPEG layer III that begins here: its length in bytes and seconds. */
function mp3Frame(bytes: Buffer, at: number): { size: number; seconds: number } | null {
  if (at + 4 > bytes.length) return null;
  const head = bytes.readUInt32BE(at);
  const [version, layer, bits, rate] = [(head >>> 19) & 3, (head >>> 17) & 3, (head >>> 12) & 15, (head >>> 10) & 3];
  if (head >>> 21 !== 0x7ff || layer !== 1 || version === 1 || bits === 0 || bits === 15 || rate === 3) return null;
  const hertz = mp3Rates[version]?.[rate] ?? 0;
  const kilobits = (version === 3 ? mp3Bits : mp3LowBits)[bits] ?? 0;
  const samples = version === 3 ? 1152 : 576;
  return { size: Math.floor((samples / 8) * ((kilobits * 1000) / hertz)) + ((head >>> 9) & 1), seconds: samples / hertz };
}

function mp3Seconds(bytes: Buffer): number | null {
  let at = 0;
  if (startsWith(bytes, "ID3")) at = 10 + [6, 7, 8, 9].reduce((size, place) => size * 128 + ((bytes[place] ?? 0) & 127), 0);
  let seconds = 0;
  for (let frame = mp3Frame(bytes, at); frame; frame = mp3Frame(bytes, at)) {
    seconds += frame.seconds;
    at += frame.size;
  }
  return seconds > 0 ? seconds : null;
}

function aacSeconds(bytes: Buffer): number | null {
  const rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000];
  let [at, seconds] = [0, 0];
  while (at + 7 <= bytes.length && bytes[at] === 0xff) {
    const size = (bytes.readUInt32BE(at + 2) >>> 5) & 0x1fff;
    if (size < 7) break;
    seconds += 1024 / (rates[((bytes[at + 2] ?? 0) >> 2) & 15] ?? 44100);
    at += size;
  }
  return seconds > 0 ? seconds : null;
}

/** The last page's position. Opus counts in 48,000 whatever it was recorded with (RFC 7845 4). */
function oggSeconds(bytes: Buffer): number | null {
  const last = bytes.lastIndexOf("OggS");
  const head = bytes.toString("latin1", 0, 200);
  const vorbis = head.indexOf("\u0001vorbis");
  const rate = head.includes("OpusHead") ? 48_000 : vorbis >= 0 ? bytes.readUInt32LE(vorbis + 12) : 0;
  return rate > 0 ? Number(bytes.readBigInt64LE(last + 6)) / rate : null;
}

/** A number of EBML with its marker bit taken out (a size) or left in (an id). */
function vint(bytes: Buffer, at: number, keepMarker: boolean): { value: number; length: number } {
  const first = bytes.readUInt8(at);
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new RangeError("not EBML");
  let value = keepMarker ? first : first & (0xff >> length);
  for (let n = 1; n < length; n += 1) value = value * 256 + bytes.readUInt8(at + n);
  return { value, length };
}

const unsigned = (bytes: Buffer, from: number, size: number) => [...bytes.subarray(from, from + size)].reduce((sum, byte) => sum * 256 + byte, 0);

/** The time of the last block: browsers write no length into what they record. Parents are walked into, all else is passed over. */
function webmSeconds(bytes: Buffer): number | null {
  const [SEGMENT, INFO, SCALE, CLUSTER, TIME, BLOCK_GROUP, BLOCK, SIMPLE_BLOCK] = [0x18538067, 0x1549a966, 0x2ad7b1, 0x1f43b675, 0xe7, 0xa0, 0xa1, 0xa3];
  let [at, scale, cluster, last] = [0, 1_000_000, 0, -1];
  while (at + 2 <= bytes.length) {
    const id = vint(bytes, at, true);
    const size = vint(bytes, at + id.length, false);
    const from = at + id.length + size.length;
    if (id.value === SCALE) scale = unsigned(bytes, from, size.value);
    if (id.value === TIME) cluster = unsigned(bytes, from, size.value);
    if (id.value === SIMPLE_BLOCK || id.value === BLOCK) {
      const track = vint(bytes, from, false);
      last = Math.max(last, cluster + bytes.readInt16BE(from + track.length));
    }
    at = [SEGMENT, INFO, CLUSTER, BLOCK_GROUP].includes(id.value) ? from : from + size.value;
  }
  return last >= 0 ? (last * scale) / 1e9 : null;
}

/** The movie's length; of a file in fragments, whose head says 0, the start of the last one. */
function mp4Seconds(bytes: Buffer): number | null {
  let [scale, length, trackScale, fragment] = [0, 0, 0, 0];
  const walk = (from: number, end: number) => {
    for (let at = from; at + 8 <= end; ) {
      const size = bytes.readUInt32BE(at);
      const name = bytes.toString("latin1", at + 4, at + 8);
      const body = at + 8;
      const wide = bytes[body] === 1;
      if (name === "mvhd" || name === "mdhd") {
        const ticks = bytes.readUInt32BE(body + (wide ? 20 : 12));
        const long = wide ? Number(bytes.readBigUInt64BE(body + 24)) : bytes.readUInt32BE(body + 16);
        if (name === "mvhd") [scale, length] = [ticks, long === 0xffffffff ? 0 : long];
        else trackScale = ticks;
      }
      if (name === "tfdt") fragment = wide ? Number(bytes.readBigUInt64BE(body + 4)) : bytes.readUInt32BE(body + 4);
      if (["moov", "trak", "mdia", "moof", "traf"].includes(name)) walk(body, Math.min(end, at + size));
      if (size < 8) return;
      at += size;
    }
  };
  walk(0, bytes.length);
  if (length > 0 && scale > 0) return length / scale;
  return fragment > 0 && trackScale > 0 ? fragment / trackScale : null;
}
