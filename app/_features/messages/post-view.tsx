import { getTranslations } from "next-intl/server";

import { getLocale } from "@/app/_trpc/locale";
import { Icon } from "@/app/_ui/icon";
import { Picture } from "@/app/_ui/picture";
import { formatDate, isolateName } from "@/server/lib/i18n/format";

import { type FlagForm, FlagWords } from "../shell/flag-words";
import { SaidNote } from "../shell/said-note";
import { SaidWords } from "../shell/said-words";
import { writeDownAction } from "./actions";
import type { Post } from "./answers";

/** The picture beside each of the words with which one can answer. */
export const signPictures: Record<NonNullable<Post["sign"]>, string> = { thanks: "thanks", yes: "yes", no: "no", phone_me: "phone", not_clear: "ask" };

interface Props {
  posts: Post[];
  side: Post["side"];
  zone: string;
  /** For staff, who write down what a family said: the conversation to which they come back. */
  threadId?: string;
  /** Where a family says that a sentence of the school's is not clear. */
  flag?: FlagForm;
}

/** The messages of a conversation, oldest first: one's own at the end of the line, the other side's at its start. */
export async function PostList({ posts, side, zone, threadId, flag }: Props) {
  const t = await getTranslations("messages.family");
  if (posts.length === 0) return <p>{t("nothing")}</p>;
  return (
    <ol className="grid gap-4">
      {posts.map((post) => (
        <li key={post.id} id={`post-${post.id}`} className={`grid max-w-[90%] gap-2 rounded-l border p-4 ${post.side === side ? "justify-self-end border-brand bg-brand-wash" : "justify-self-start border-line bg-card"}`}>
          <PostBody post={post} zone={zone} threadId={threadId} flag={post.side === side ? undefined : flag} />
        </li>
      ))}
    </ol>
  );
}

async function PostBody({ post, zone, threadId, flag }: { post: Post } & Pick<Props, "zone" | "threadId" | "flag">) {
  const [t, signs, locale] = await Promise.all([getTranslations("messages.family"), getTranslations("messages.signs"), getLocale()]);
  const author = post.own ? t("you") : post.author;
  const date = formatDate(locale, post.at, "shortMoment", zone);
  const name = isolateName(author);
  return (
    <>
      <p className="flex flex-wrap gap-x-2 text-sm text-ink-soft">
        <strong><bdi>{author}</bdi></strong><time dateTime={post.at.toISOString()}>{date}</time>
        {post.via === "page" ? null : <span>{t(post.via === "email" ? "byEmail" : "byText")}</span>}
      </p>
      {post.sign ? <p className="flex items-center gap-3 font-bold"><Picture name={signPictures[post.sign]} size={40} />{signs(post.sign)}</p> : null}
      {post.words ? <SaidWords words={post.words} /> : null}
      {post.words && flag ? <FlagWords words={post.words} language={locale} form={flag} /> : null}
      {post.voice && threadId && post.side === "family" ? (
        <SaidNote id={post.id} from={post.author} language={post.voice.language} src={`/api/messages/voice/${post.id}`} written={post.voice.written} action={writeDownAction} fields={{ threadId, postId: post.id }} />
      ) : post.voice ? (
        <div className="grid gap-1">
          <audio controls preload="none" src={`/api/messages/voice/${post.id}`} className="w-full min-w-56" aria-label={`${author}, ${date}`} />
          {post.voice.written ? <p lang={post.voice.written.language} dir="auto" className="whitespace-pre-line wrap-anywhere">{post.voice.written.body}</p> : null}
        </div>
      ) : null}
      {post.files.length > 0 ? (
        <ul className="flex flex-wrap gap-3">
          {post.files.map(({ id, type }) => (
            <li key={id}>
              {type === "image/jpeg" ? (
                <a href={`/api/messages/files/${id}`}><img src={`/api/messages/files/${id}`} alt={t("photo", { name })} loading="lazy" decoding="async" className="max-h-64 max-w-full rounded-m" /></a>
              ) : <a href={`/api/messages/files/${id}`} className="inline-flex min-h-12 items-center gap-2"><Icon name="file-text" />{t("document", { name })}</a>}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
