/** Where good news is, and the photos that families decide about. */
export const FAMILY_REWARDS = "/family/rewards";
export const FAMILY_PHOTOS = "/family/rewards/photos";
export const REWARDS = "/staff/rewards";
export const SHARE = "/staff/rewards/share";
export const AGREED = "/staff/rewards/photos";

/** The address of the photo of a success. */
export const photoAt = (successId: string, hash: string): string => `/api/rewards/photos/${successId}?v=${hash}`;

/** Celebrations, of a family and of staff. */
export const FAMILY_CELEBRATIONS = "/family/rewards/celebrations";
export const CELEBRATIONS = "/staff/rewards/celebrations";

/** The address of the film of a celebration, of its first picture and of its captions. */
export const clipAt = (celebrationId: string, hash: string): string => `/api/rewards/clips/${celebrationId}?v=${hash}`;
export const posterAt = (celebrationId: string, hash: string): string => `/api/rewards/clips/${celebrationId}/poster?v=${hash}`;
export const captionsAt = (celebrationId: string, locale: string): string => `/api/rewards/clips/${celebrationId}/captions?lang=${locale}`;
