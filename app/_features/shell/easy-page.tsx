import { Icon } from "@/app/_ui/icon";
import { BigDate, EasyItem, EasyMarkChip, EasySection } from "@/app/_ui/easy-read";
import type { EasyPage, Pictures } from "@/server/features/languages/easy/schema";
import { drawn } from "@/server/features/languages/pictures/schema";

interface EasyProps {
  page: EasyPage;
  pictures: Pictures;
}

/** The head of anything in easy read: what it is, and its day, large. */
export function EasyHead({ page }: { page: EasyPage }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-4">
      <div>
        <h1 {...page.headingIn}>{page.heading}</h1>
        <p className="text-ink-soft">{page.subheading}</p>
      </div>
      {page.date ? <BigDate {...page.date} /> : null}
    </div>
  );
}

/** Its blocks: what to do first, one idea a line, a picture beside its words. */
export function EasyBlocks({ page, pictures }: EasyProps) {
  const show = (idea: EasyPage["blocks"][number]["lines"][number]["idea"]) => pictures[idea] ?? drawn(idea);
  return (
    <div className="grid gap-5" lang={page.language} dir={page.dir}>
      {page.blocks.map((block) => (
        <EasySection key={block.key} id={`easy-${block.key}`} title={block.title} titleIn={block.titleIn} now={block.kind === "do"}>
          {block.lines.map((line, index) => (
            <EasyItem key={index} picture={show(line.idea)} sentences={line.sentences} lang={line.lang} dir={line.dir}>
              {line.marks && line.marks.length > 0 ? (
                <span className="flex flex-wrap gap-2">
                  {line.marks.map((mark) => <EasyMarkChip key={mark.title} picture={show(mark.idea)} title={mark.title} text={mark.text} />)}
                </span>
              ) : null}
              {line.note ? <p className="mark flex gap-2"><Icon name="message-circle" className="mt-1" /><span>{line.note}</span></p> : null}
            </EasyItem>
          ))}
        </EasySection>
      ))}
    </div>
  );
}
