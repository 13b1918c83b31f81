/** A picture beside words, never instead of them: it says nothing that the words do not. Names are files in public/pictures. */
export function Picture({ name, size = 48 }: { name: string; size?: number }) {
  return <img src={`/pictures/${name}.svg`} alt="" width={size} height={size} className="flex-none" decoding="async" />;
}

/** A picture by its address: a drawn one, or a photo, which has words of its own for those who cannot see it. */
export function PictureAt({ src, alt, lang, size = 48, lazy = false }: { src: string; alt: string; lang?: string; size?: number; lazy?: boolean }) {
  return (
    <img
      src={src} alt={alt} lang={alt ? lang : undefined} width={size} height={size} decoding="async" loading={lazy ? "lazy" : undefined}
      className={`flex-none ${alt ? "rounded-s object-cover" : ""}`}
    />
  );
}
