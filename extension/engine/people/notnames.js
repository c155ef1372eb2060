/** Words of invitations, in English, German, Spanish and French, that stand in no name though they begin with a capital. Pure. */

const WORDS = `
  accept accepted agenda an application appointment at attendee attendees available bewerbung bitte cal calendar call candidate
  candidato candidata cet cest code company conference confirmed confirmation contact copy date datum day daylight dear decline
  details dial documents duration einladung email entrevista enviado erste ersten erstes european eastern central pacific
  estimada estimado fecha file final first format forward forwarded from fwd gerne gespräch gesprächs google grüße guests gäste
  hallo hello herzliche hola hour hours hr human id ihr ihre information informationen interview interviews invitation invitado
  invitados invite ja jetzt join kalender kein kenncode lieber liebe link location lugar mail maybe meet meeting message
  microsoft minutes minuten need next nein nächste no oben office onsite online optional original ort panel passcode password
  pin phone please proceso profile questions quizás re reading regards reminder reply required resources reunión room ronda
  round runde saludos schedule second sehr sent sí sincerely skype sprache standard start subject summer talent team teams
  technical technisches telefon teléfono termin thank thanks the third this time to today tomorrow uhr uhrzeit um unser unsere
  update verfahren video vielen vielleicht virtual vorstellungsgespräch wann was we webex welcome when where who with yes
  you your zeit zone zoom zoomlink zusagen zweite zweites
  abteilung personalabteilung department departamento personas recruiting acquisition personal help büro oben topic
  afternoon ansprechpartner ansprechpartnerin amtsgericht break browser buenas buenos challenge coding cover culture deine deinen
  description design días event evening fit good great gute guten infos konferenzraum learning letter luck lunch machine mehr
  more morgen morning muchas muchos más opciones optionen options pasos planning policy privacy próximo próximos raum registered
  review sala sitz sprint steps schritte system tag tarde tardes terms view weitere
  monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lunes
  martes miércoles jueves viernes sábado domingo
  pm gmt utc bst est edt cst cdt pst pdt mez mesz
  account analyst architect assistant associate backend berater beraterin chief consultant coordinator data designer developer
  development director engineer engineering entwickler entwicklerin executive frontend fullstack ingeniero ingeniera desarrollador
  desarrolladora analista gerente ingenieur ingenieurin intern junior lead leiter leiterin manager marketing officer operations
  owner praktikant praktikum principal product produkt project projekt projektleiter quality sales scientist senior software
  specialist staff supervisor support technician test vertrieb werkstudent werkstudentin
  business cofounder founder president vice
  abteilungsleiter abteilungsleiterin geschäftsführer geschäftsführerin personalleiter personalleiterin personalreferent
  personalreferentin teamleiter teamleiterin datos directora humanos jefa jefe recursos responsable técnica técnico
  ag co corp corporation gmbh inc kg limited llc llp ltd plc sa sl company group gruppe grupo holding holdings industries
  instruments energy energie energía technologies technology systems systeme sistemas solutions software labs laboratories
  consulting partners bank university universität universidad street straße strasse calle avenue building floor
  aerospace airlines airways analytics automotive biotech clinic dynamics electronics enterprises foods foundation health healthcare
  hospital institut institute instituto insurance klinik logistics logistik media motors networks pharma robotics services servicios
  stiftung studio studios tech telecom traders trading ventures versicherung werke works
  gründer gründerin mitgründer mitgründerin inhaber inhaberin vorstand fundador fundadora cofundador cofundadora presidente
  fondateur fondatrice directeur directrice responsable
  asistirá asistirán conocerás dabei entrevistará entrevistarán hablarás participará participarán teilnehmen
  growth haben hätten könnten passt würden
  avec bonjour bonsoir cordialement entretien madame merci monsieur
`;

/** In small letters. */
export const NOT_NAMES = new Set(WORDS.trim().split(/\s+/u));

/** Whether a text holds a word of invitations, jobs or companies, or an abbreviation such as “ID”. @param {string} text */
export function isNoName(text) {
  const words = text.trim().split(/\s+/u);
  const isCapital = (/** @type {string} */ word) => /^\p{Lu}{2,}$/u.test(word);
  if (words.some(isCapital) && !words.every(isCapital)) return true;
  return words.some((word) => NOT_NAMES.has(word.toLowerCase().replace(/(?<!\P{L})\P{L}+$/u, "")));
}
