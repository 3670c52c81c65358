import { fold } from './normalise.js';

/** Common words of the languages the bot meets but does not speak; words that English has too are left out. */
const FOREIGN = new Set((
  'der das den dem ein eine einen und ist sind nicht keine kein wer wie wir ich haben hat mit fur auf bitte uber wenn ohne alle noch warum welche welcher konnen muss mussen unsere unser meine mein sie bei zum zur auch wird werden aber oder nur schon jetzt heute benutzer konten konto aktivieren gib zeig zeige mir uns soll sollte dass was wann danke brauchen braucht gaste aktiviere aktiviert erzwinge erzwingen bitte zeigt wieviele guten '
  + 'le la les des du une est sont pas qui que quel quelle quels quelles pour avec dans sur nous vous je mon ma mes notre votre comment pourquoi avoir peut faut aux ces cette sans tous toutes quand utilisateurs comptes merci bonjour svp heure est-il activer activez activons montre montrez moi forcer invites '
  + 'el los las una uno unos es son por para con como que quien quienes cuando donde tienen tiene nuestro nuestra usuarios cuentas gracias hola sin todos todas esta este muestra puede pueden activado mi mis activar activa active exige aplica cual cuales lista dime invitados '
  + 'il lo gli che chi non sono con per della delle degli nostro come quali utenti grazie ciao senza tutti puo abbiamo abilitare attivare perche questo mostra abilita attiva imponi utente ospiti '
  + 'os um uma nao quem quais usuarios contas nosso obrigado ola sem voce temos posso ativar ative habilite mostre esta como '
  + 'het een niet wij hebben heeft zijn voor met naar welke wie hoe waarom gebruikers onze geen alle bent kan moet ik jij graag dank laat zien zet schakel gaat gebruiker inschakelen '
  + 'nie jest kto ma czy jak wszyscy uzytkownicy dlaczego prosze ktorzy bez konta jakie sie dla '
  + 'och det att som har inte hur vilka anvandare utan ar alla visa ikke hvem hvordan brugere bruger og uden hvilke jeg vi har '
  + 've bir kim degil kullanicilar nasil icin hangi olmayan mi neden goster lutfen ben ') .split(/\s+/).filter((word) => word.length > 1));

const ENGLISH = new Set('the is are who what which how why when does do not in for with of to on and my our we i you it a an all show list can please have has need must be if or at no any that this'.split(' '));

const SHARED = new Set('is was are a an in on it no den do the me a i as so his die has list ma con per come this il la os los las le as ben son lo as to'.split(' '));

/** Whether a message is written in another language than English. Short messages need more than one sign. */
export function isForeign(text: string): boolean {
  if (otherScript(text)) return true;
  const tokens = fold(text).match(/[\p{L}-]+/gu) ?? [];
  const foreign = tokens.filter((token) => FOREIGN.has(token) && !ENGLISH.has(token)).length;
  const clearly = tokens.filter((token) => FOREIGN.has(token) && !SHARED.has(token) && !ENGLISH.has(token)).length;
  const english = tokens.filter((token) => ENGLISH.has(token)).length;
  const marks = /[¿¡ßñãõàâçèéêëîïôùûœäöü]/i.test(text) ? 1 : 0;
  return clearly >= 1 && foreign + marks >= 2 && foreign + marks > english;
}

/** A third of the letters in a script other than Latin. */
function otherScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const other = text.match(/[^\P{L}\p{Script=Latin}]/gu)?.length ?? 0;
  return other * 3 > letters && other > 1;
}
