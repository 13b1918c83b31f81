import { may } from "@/server/features/people/policy";
import { createRouter, publicProcedure, staffProcedure } from "@/server/lib/trpc/base";

import { removePhoto, savePhoto } from "./commands";
import { getPhoto, listPictures } from "./queries";
import { photoInput, savePhotoInput } from "./schema";

export const picturesRouter = createRouter({
  list: staffProcedure(...may.choosePictures).query(({ ctx }) => listPictures(ctx)),
  save: staffProcedure(...may.choosePictures).input(savePhotoInput).mutation(({ ctx, input }) => savePhoto(ctx, input)),
  remove: staffProcedure(...may.choosePictures).input(photoInput).mutation(({ ctx, input }) => removePhoto(ctx, input)),
  // Stands on pages that visitors see: an illustration, and never about a child.
  photo: publicProcedure.input(photoInput).query(({ ctx, input }) => getPhoto(ctx, input)),
});
