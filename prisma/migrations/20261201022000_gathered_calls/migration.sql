-- News that is told by telephone: in one call that gathers what has come since the last, or in a call for each, as the school says.
CREATE TYPE "news_calls" AS ENUM ('gathered', 'each');
ALTER TABLE "contact_pace" ADD COLUMN "news_calls" "news_calls" NOT NULL DEFAULT 'gathered';

-- An adult has one such call that is open: its key is the adult's. However it ends, the key becomes its own, and the next news begins a new one.
CREATE FUNCTION gathered_call_lets_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.unique_key := NEW.unique_key || ':' || NEW.id;
  RETURN NEW;
END $$;
CREATE TRIGGER gathered_call_lets_go BEFORE UPDATE OF done_at ON "task" FOR EACH ROW
  WHEN (NEW.done_at IS NOT NULL AND OLD.done_at IS NULL AND NEW.unique_key LIKE 'call-news:%') EXECUTE FUNCTION gathered_call_lets_go();
GRANT EXECUTE ON FUNCTION gathered_call_lets_go() TO kingsgate_app;
