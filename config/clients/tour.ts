/** The tour of docs/tour.md by a generated client: from the UK to New Zealand and back. */
import {
  Configuration, DemoMailApi, GroupsApi, JoiningApi, PublishingApi, ReadingApi, ResponseError, SignupApi, WithdrawingApi,
} from "./meridian/index";

const [ukUrl, nzUrl] = process.argv.slice(2);

function client(basePath: string, accessToken?: string): Configuration {
  return new Configuration({ basePath, accessToken });
}

/** Until it is there: what is refused has not arrived. */
async function until<T>(what: string, call: () => Promise<T | null | undefined | false>): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    try {
      const found = await call();
      if (found) {
        return found;
      }
    } catch (e) {
      if (!(e instanceof ResponseError) || e.response.status >= 500) {
        throw e;
      }
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`Waited in vain for ${what}`);
}

async function signUp(url: string, displayName: string, timeZone: string): Promise<Configuration> {
  const email = `${displayName.toLowerCase()}.${crypto.randomUUID()}@tour.example`;
  await new SignupApi(client(url)).signUp({ signUp: { email, displayName, timeZone } });
  const token = await until(`the mail to ${displayName}`, async () => {
    const mails = await new DemoMailApi(client(url)).listCaughtMails({ to: email });
    return mails.map(it => it.text?.match(/token=([\w-]+)/)?.[1]).find(it => it);
  });
  const session = await new SignupApi(client(url)).openSession({ newSession: { token } });
  return client(url, session.accessToken);
}

async function tour(): Promise<void> {
  const ana = await signUp(ukUrl, "Ana", "Europe/London");
  const hemi = await signUp(nzUrl, "Hemi", "Pacific/Auckland");

  const { id: groupId } = await new GroupsApi(ana).createGroup({ newGroup: {
    name: "Peatland restoration", purpose: "What works when bogs are rewetted", scope: "international",
    joining: "approval", questions: ["Where do you work?"],
  } });
  await until("the group to arrive", () => new GroupsApi(hemi).readGroup({ id: groupId }));
  const { id: request } = await new JoiningApi(hemi).askToJoin({ groupId,
    newJoinRequest: { answers: ["In Southland"], note: "We begin next winter." } });
  await until("the request to arrive", () => new JoiningApi(ana).approveJoinRequest({ id: request }));
  await until("the decision to arrive",
    async () => (await new JoiningApi(hemi).readJoinRequest({ id: request })).state === "granted");

  const { id: post } = await new PublishingApi(ana).publishPost({ groupId,
    newPost: { kind: "question", title: "Who has rewetted a raised bog?", body: "And how long did the mosses take?" } });
  await until("the post to arrive", () => new ReadingApi(hemi).readThread({ postId: post }));
  const { id: reply } = await new PublishingApi(hemi).publishReply({ postId: post, newReply: { body: "Four years." } });
  await until("the reply to arrive", () => new ReadingApi(ana).readThread({ postId: reply }));
  const thread = await new ReadingApi(ana).readThread({ postId: post });
  if (thread.replies[0]?.id !== reply) {
    throw new Error(`Not the reply: ${JSON.stringify(thread)}`);
  }
  await new WithdrawingApi(ana).withdrawPost({ postId: post });
  await until("the withdrawal to arrive",
    async () => (await new ReadingApi(hemi).readThread({ postId: post })).withdrawnAt);
  console.log(`The tour by a TypeScript client: done, with the group ${groupId}`);
}

tour().catch(e => {
  console.error(e);
  process.exit(1);
});
