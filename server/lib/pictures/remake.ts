import sharp, { type ResizeOptions } from "sharp";

import { AppError } from "../errors";

/** What a picture may measure before it is made small: a file of some KB can unfold to gigabytes. */
const MOST_PIXELS = 50_000_000;
const kinds: readonly (string | undefined)[] = ["jpeg", "png", "webp"];

/**
 * A picture as a JPEG made anew from its points alone. Where it was taken, with which camera and whatever else the file held are gone.
 * What it is, its bytes say and never its name.
 * @param most bytes that the file may have
 * Errors: invalid_input (photo: not_a_photo), too_large.
 */
export async function remakePicture(file: Uint8Array, most: number, size: ResizeOptions): Promise<Buffer> {
  if (file.length > most) throw new AppError("too_large");
  try {
    const photo = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: "error", animated: false });
    const { format } = await photo.metadata();
    if (!kinds.includes(format)) throw new AppError("invalid_input", { photo: "not_a_photo" });
    return await photo.autoOrient().resize(size).flatten({ background: "#ffffff" }).jpeg({ quality: 80, mozjpeg: true }).toBuffer();
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("invalid_input", { photo: "not_a_photo" }, { cause: error });
  }
}
