// Looks for news of a board in a hall and puts it in the place of the old. Without a network the old stays, with a sentence that says so, until there is one again.
(() => {
  const lost = document.querySelector("[data-lost]");
  const board = () => document.querySelector("[data-board]");
  if (!board()) return;
  const seconds = Number(board().dataset.board);
  let missed = 0;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(15000) });
      // The office has stopped this link: the page says so itself.
      if (answer.status === 404) return location.reload();
      if (!answer.ok) throw new Error();
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-board]");
      if (!fresh) throw new Error();
      board().replaceWith(document.adoptNode(fresh));
      missed = 0;
    } catch {
      missed += 1;
    }
    if (lost) lost.hidden = missed < 2;
    setTimeout(look, seconds * 1000);
  };
  setTimeout(look, seconds * 1000);
})();
