/** A picture beside words, never instead of them: it says nothing that the words do not. Names are files in public/pictures. */
export function Picture({ name, size = 48 }: { name: string; size?: number }) {
  return <img src={`/pictures/${name}.svg`} alt="" width={size} height={size} className="flex-none" decoding="async" />;
}
