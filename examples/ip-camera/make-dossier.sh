#!/usr/bin/env bash
# Makes examples/ip-camera/dossier anew: the laboratory's folder of a dossier, after three months of work by vendor,
# laboratory and assessor. Companies, people and numbers are fictitious.
#
# Run it when the format of dossiers changes, or to see how such a folder comes about:
#
#     cargo build --release
#     PRAMAN=$PWD/target/release/praman examples/ip-camera/make-dossier.sh
#
# Each party has a folder of its own in a temporary place, and they exchange packages. What people typed is in inputs/:
# tables for `praman import`, evidence, and the files that a laboratory keeps beside the answers. Each step has its own
# date. The salts in the journal are random, so two runs differ in these and in all hashes that rest on them. The folder that
# was there is replaced.
# It takes some minutes.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
inputs=$here/inputs
praman=${PRAMAN:-praman}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

system_2_11=7d49f4aca7350a4cafcee8e689a786d77e145682516155b444eda1db66eb84f5
firmware_2_11=3de331775b251ddadf334c93dacbd7569d977e49a864d50c514515d97b799b43

# The day on which the next commands run.
on() { SOURCE_DATE_EPOCH=$(date -u -d "$1 10:00" +%s); export SOURCE_DATE_EPOCH; echo "== $1: $2"; }

# Only the last line of what a command prints, since an import lists every answer.
p() { "$praman" "$@" >"$work/said"; tail -n 1 "$work/said"; }

# The steps of the process that have happened, for the end of a dossier.yaml.
events() {
  cat <<'YAML'
events:
- { event: contact, date: 2025-11-14 }
- { event: application, date: 2025-11-24 }
- { event: invoice, date: 2025-12-01 }
- { event: fee-paid, date: 2025-12-03 }
- { event: documents-submitted, date: 2025-12-05 }
- { event: registered, date: 2025-12-10, number: "IOT/2025/0412" }
- { event: allotted, date: 2025-12-17 }
- { event: laboratory-contacted, date: 2025-12-19 }
- { event: quotation, date: 2025-12-29 }
- { event: work-order, date: 2026-01-05 }
- { event: agreement, date: 2026-01-08 }
- { event: documents-delivered, date: 2026-01-12 }
YAML
}

on 2025-12-12 "the vendor makes the dossier and answers what the head of security knows"
p dossier new "$here/product.yaml" vendor --person "anita=Anita Kulkarni" --person "meera=Meera Joshi" --person "ramesh=Ramesh Deshmukh"
events >>vendor/dossier.yaml
p import vendor "$inputs/vendor-anita.csv" --as anita

on 2025-12-18 "the works in Chakan gets a folder of its own"
p export vendor --for vendor --to to-works.praman --as anita
p dossier new --from to-works.praman works --person "ramesh=Ramesh Deshmukh"
p import works to-works.praman --as ramesh

on 2025-12-22 "firmware, and evidence"
p import vendor "$inputs/vendor-meera.csv" --as meera
v=$inputs/evidence/vendor
p evidence add vendor "$v/system-2.10.cdx.json" --for software-bill-of-materials --covers image.system --title "Components of the system, firmware 2.10" --document NS-SBOM-2.10 --issue 1 --date 2025-10-31 --as meera
p evidence add vendor "$v/bootloader-2.10.cdx.json" --for software-bill-of-materials --covers image.bootloader --title "Components of the bootloader, firmware 2.10" --document NS-SBOM-BL-2.10 --issue 1 --date 2025-10-31 --as meera
p evidence add vendor "$v/vulnerabilities-2.10.csv" --for vulnerability-list --title "Vulnerabilities in components, excerpt" --document NS-VUL-2.10-X --issue 1 --date 2025-10-24 --language en --as meera
p evidence add vendor "$v/events.csv" --for event-list --title "Events in the log, as a table" --document NS-SW-074-T --issue 1 --date 2025-10-20 --language en --as meera
p evidence add vendor "$v/figures.svg" --for design-architecture --title "Figures 1 to 4 of the construction file" --document NS-TCF-FIG --issue 1 --date 2025-12-15 --language en --as meera
p evidence add vendor "$v/supplier-certificate.txt" --for supplier-quality-certificate --title "Quality management of Airloom Wireless" --document AW-QMS-3391 --issue 2 --date 2025-07-01 --language en --link quality@airloom.example --as ramesh

# Two people answer the same questions without knowing of each other. One conflict is settled, the other waits.
on 2025-12-23 "the works answers"
p import works "$inputs/vendor-ramesh.csv" --as ramesh
p export works --for vendor --to from-works.praman --as ramesh
on 2025-12-24 "the head office imports that"
p import vendor "$inputs/vendor-anita-later.csv" --as anita
p import vendor from-works.praman --as anita
"$praman" status vendor --party vendor >"$work/said"
take=$(sed -n '/repair-sites/,/^  document/s/^ *\([0-9]\): Chakan works only.*/\1/p' "$work/said" | head -n 1)
p settle vendor document/ask/F03.process.repair-sites --take "$take" --as anita --why "Noida is not approved yet; we notify the change when it is."

on 2026-01-12 "the laboratory gets a package"
p export vendor --for laboratory --to v1.praman --all-evidence --as anita
on 2026-01-13 "the laboratory makes its folder"
p dossier new --from v1.praman lab --person "ravi=Ravi Nair" --person "leela=Leela Menon" --person "mina=Mina Das" --person "sunil=Sunil Jain"
cp "$here/laboratory.yaml" .
events >>lab/dossier.yaml
p import lab v1.praman --as ravi
p import lab "$inputs/plan.csv" --as ravi

on 2026-01-15 "the plan is checked"
p check-off lab plan --first-day 2026-01-19 --as mina
on 2026-01-16 "approved and issued, and the application goes to the vendor as a form"
p approve lab plan --as sunil
p issue lab plan --number 3 --to "Netrasetu Imaging Private Limited" --date 2026-01-16 --as ravi
p issue lab application --to "Netrasetu Imaging Private Limited" --date 2026-01-16 --as ravi

on 2026-02-05 "hardware tests: evidence, results, and what was found"
printf -- '- event: first-test\n  date: 2026-01-19\n' >>lab/dossier.yaml
cp "$inputs/samples.yaml" "$inputs/found.yaml" lab/
p evidence add lab "$inputs"/evidence/laboratory/* --as ravi
p import lab "$inputs/confirmation.csv" --as ravi
on 2026-02-13 "results"
p import lab "$inputs/results-ravi.csv" --as ravi
on 2026-02-17 "results of the network bench, and two queries"
p import lab "$inputs/results-leela.csv" --as leela
"$praman" ask lab asvs-c:C.12/response/image.wifi_firmware "We find lwIP 2.1 and mbed TLS 2.28 in the radio firmware. Can Airloom name all components?" --to vendor --due 2026-03-06 --as leela | tee asked-1
"$praman" ask lab asvs-c:C.11/response/image.system "Which program uses rand() from the picture library, and for what?" --to vendor --due 2026-02-27 --as ravi | tee asked-2
# The logs to which results refer go along: the vendor sees what its answers are about.
p export lab --for vendor --to l1.praman --all-evidence --as ravi

on 2026-02-18 "the vendor hears of it"
p import vendor l1.praman --as anita
p reply vendor "$(sed -n 's/.*: \(q[0-9a-f]*\)$/\1/p' asked-2)" "The noise reduction shuffles blocks with it. No secret comes from there; source isp/nr.c, line 90." --as meera
p found accept vendor F2 --as meera
p found contest vendor F1 --because "The pads are not fitted, and the log shows no secret. We switch it off with 2.12." --as anita

# Only the system changes. What was answered about it is to review; the vendor confirms, answers anew, or leaves it.
on 2026-02-20 "firmware 2.11"
sed -i -e "s/^  firmware: \"2.10\"/  firmware: \"2.11\"/" -e "s/^  firmware_sha256: .*/  firmware_sha256: \"$firmware_2_11\"/" \
  -e "/^    system:/,/build_id/ { s/version: \"2.10\"/version: \"2.11\"/; s/sha256: .*/sha256: \"$system_2_11\"/; s/sys-2.10-20251031/sys-2.11-20260206/ }" vendor/product.yaml
v=$inputs/evidence/vendor-2.11
p evidence add vendor "$v/system-2.11.cdx.json" --for software-bill-of-materials --covers image.system --title "Components of the system, firmware 2.11" --document NS-SBOM-2.11 --issue 1 --date 2026-02-08 --as meera
p evidence add vendor "$v/vulnerabilities-2.11.csv" --for vulnerability-list --title "Vulnerabilities in components, firmware 2.11" --document NS-VUL-2.11 --issue 1 --date 2026-02-06 --language en --as meera
p import vendor "$inputs/vendor-after-2.11.csv" --as meera
p confirm vendor asvs-c:C.24/response/image.system iso27400:7.1.2.3/response/image.system --as meera --why "The schedule and the owner of the image are the same in 2.11."
p export vendor --for laboratory --to v2.praman --all-evidence --as anita
p export vendor --for assessor --to v2-assessor.praman --all-evidence --as anita

# Every result is bound to the images that were tested. Those of the hardware hold; some are repeated, the rest waits.
on 2026-03-03 "the laboratory repeats what the new firmware touches"
p import lab v2.praman --as ravi
p evidence add lab "$inputs/evidence/laboratory-2.11/16-again.txt" --title "Repeated with firmware 2.11" --as ravi
p import lab "$inputs/results-2.11.csv" --as ravi
p carry-over lab teardown parts-list-check tamper-features on-chip-debug radio-silence vulnerability-handling --as ravi --why "The hardware and the images of bootloader, trusted OS and radio are the same; 2.11 changes OpenSSL and curl alone."
# The logs have no kind: the assessor, who judges later, sees them all.
p export lab --for assessor --to l2.praman --all-evidence --as ravi

on 2026-03-09 "the assessor"
p dossier new --from l2.praman desk --person "arun=Arun Sen"
p import desk v2-assessor.praman l2.praman --as arun
p import desk "$inputs/assessor.csv" --as arun
p ask desk asvs-c:C.4/finding "Can the maker of the chip show JTAG locked on a reference board?" --to laboratory --due 2026-03-27 --as arun
p export desk --for laboratory --to a1.praman --as arun
on 2026-03-12 "the laboratory hears of it"
p import lab a1.praman --as ravi

rm -rf "$here/dossier"
cp -R lab "$here/dossier"
echo "made        $here/dossier"
