/** Words that can be heard: the browser's own player, which needs no script. Nothing where there is no recording. */
export function Sound({ src, label }: { src: string | undefined; label: string }) {
  if (!src) return null;
  return <audio controls preload="none" src={src} aria-label={label} className="block h-12 w-full" />;
}
