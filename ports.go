// Port numbers and their names, the service names and transport protocol port numbers registry of IANA (RFC 6335).

package main

// builtinServices are the ports that are printed by name where /etc/services does not say otherwise. They are those that
// a usual /etc/services holds, and no more: a name that no other tcpdump prints would surprise scripts. One entry is
// "name port/protocols aliases"; semicolons and line ends stand between entries.
const builtinServices = `
tcpmux 1/tcp; echo 7/tcp,udp; discard 9/tcp,udp sink null; systat 11/tcp users; daytime 13/tcp,udp
netstat 15/tcp; qotd 17/tcp quote; chargen 19/tcp,udp ttytst source; ftp-data 20/tcp; ftp 21/tcp
fsp 21/udp fspd; ssh 22/tcp; telnet 23/tcp; smtp 25/tcp mail; time 37/tcp,udp timserver; whois 43/tcp nicname
tacacs 49/tcp,udp; domain 53/tcp,udp; bootps 67/udp; bootpc 68/udp; tftp 69/udp; gopher 70/tcp; finger 79/tcp
http 80/tcp www; kerberos 88/tcp,udp kerberos5 krb5 kerberos-sec; iso-tsap 102/tcp tsap; acr-nema 104/tcp dicom
poppassd 106/tcp; pop3 110/tcp pop-3; sunrpc 111/tcp,udp portmapper; auth 113/tcp authentication tap ident
nntp 119/tcp readnews untp; ntp 123/udp; epmap 135/tcp loc-srv; netbios-ns 137/udp; netbios-dgm 138/udp
netbios-ssn 139/tcp; imap2 143/tcp imap; snmp 161/tcp,udp; snmp-trap 162/tcp,udp snmptrap; cmip-man 163/tcp,udp
cmip-agent 164/tcp,udp; mailq 174/tcp; xdmcp 177/udp; bgp 179/tcp; smux 199/tcp; qmtp 209/tcp
z3950 210/tcp wais; ipx 213/udp; ptp-event 319/udp; ptp-general 320/udp; pawserv 345/tcp; zserv 346/tcp
rpc2portmap 369/tcp,udp; codaauth2 370/tcp,udp; clearcase 371/udp Clearcase; ldap 389/tcp,udp
svrloc 427/tcp,udp; https 443/tcp,udp; snpp 444/tcp; microsoft-ds 445/tcp; kpasswd 464/tcp,udp
submissions 465/tcp ssmtp smtps urd; saft 487/tcp; isakmp 500/udp; exec 512/tcp; biff 512/udp comsat
login 513/tcp; who 513/udp whod; shell 514/tcp cmd syslog; syslog 514/udp; printer 515/tcp spooler; talk 517/udp
ntalk 518/udp; route 520/udp router routed; gdomap 538/tcp,udp; uucp 540/tcp uucpd; klogin 543/tcp
kshell 544/tcp krcmd; dhcpv6-client 546/udp; dhcpv6-server 547/udp; afpovertcp 548/tcp; rtsp 554/tcp,udp
nntps 563/tcp snntp; submission 587/tcp; nqs 607/tcp; asf-rmcp 623/udp; qmqp 628/tcp; ipp 631/tcp
ldaps 636/tcp,udp; ldp 646/tcp,udp; tinc 655/tcp,udp; silc 706/tcp; kerberos-adm 749/tcp
kerberos4 750/udp,tcp kerberos-iv kdc; kerberos-master 751/udp kerberos_master; kerberos-master 751/tcp
passwd-server 752/udp passwd_server; krb-prop 754/tcp krb_prop krb5_prop hprop; moira-db 775/tcp moira_db
moira-update 777/tcp moira_update; moira-ureg 779/udp moira_ureg; spamd 783/tcp; domain-s 853/tcp,udp
supfilesrv 871/tcp; rsync 873/tcp; ftps-data 989/tcp; ftps 990/tcp; telnets 992/tcp; imaps 993/tcp
pop3s 995/tcp; socks 1080/tcp; proofd 1093/tcp; rootd 1094/tcp; rmiregistry 1099/tcp; supfiledbg 1127/tcp
skkserv 1178/tcp; openvpn 1194/tcp,udp; predict 1210/udp; rmtcfg 1236/tcp; xtel 1313/tcp; xtelw 1314/tcp
lotusnote 1352/tcp lotusnotes; ms-sql-s 1433/tcp; ms-sql-m 1434/udp; ingreslock 1524/tcp
datametrics 1645/tcp,udp old-radius; sa-msg-port 1646/tcp,udp old-radacct; kermit 1649/tcp; groupwise 1677/tcp
l2f 1701/udp l2tp; radius 1812/tcp,udp; radius-acct 1813/tcp,udp radacct; cisco-sccp 2000/tcp; nfs 2049/tcp,udp
gnunet 2086/tcp,udp; rtcm-sc104 2101/tcp,udp; zephyr-srv 2102/udp; zephyr-clt 2103/udp; zephyr-hm 2104/udp
gsigatekeeper 2119/tcp; iprop 2121/tcp; gris 2135/tcp; cvspserver 2401/tcp; venus 2430/tcp,udp
venus-se 2431/tcp,udp; codasrv 2432/tcp,udp; codasrv-se 2433/tcp,udp; mon 2583/tcp,udp; zebrasrv 2600/tcp
zebra 2601/tcp; ripd 2602/tcp; ripngd 2603/tcp; ospfd 2604/tcp; bgpd 2605/tcp; ospf6d 2606/tcp; ospfapi 2607/tcp
isisd 2608/tcp; dict 2628/tcp; f5-globalsite 2792/tcp; gsiftp 2811/tcp; gpsd 2947/tcp; gds-db 3050/tcp gds_db
icpv2 3130/udp icp; isns 3205/tcp,udp; iscsi-target 3260/tcp; mysql 3306/tcp; ms-wbt-server 3389/tcp
nut 3493/tcp,udp; distcc 3632/tcp; daap 3689/tcp; svn 3690/tcp subversion; suucp 4031/tcp; sysrqd 4094/tcp
sieve 4190/tcp; f5-iquery 4353/tcp; epmd 4369/tcp; remctl 4373/tcp; ntske 4460/tcp; ipsec-nat-t 4500/udp
fax 4557/tcp; hylafax 4559/tcp; iax 4569/udp; mtn 4691/tcp; radmin-port 4899/tcp; munin 4949/tcp lrrd
sip 5060/tcp,udp; sip-tls 5061/tcp,udp; xmpp-client 5222/tcp jabber-client; xmpp-server 5269/tcp jabber-server
cfengine 5308/tcp; mdns 5353/udp; postgresql 5432/tcp postgres; rplay 5555/udp; freeciv 5556/tcp rptp
nrpe 5666/tcp; nsca 5667/tcp; amqps 5671/tcp; amqp 5672/tcp,sctp; canna 5680/tcp; x11 6000/tcp x11-0
x11-1 6001/tcp; x11-2 6002/tcp; x11-3 6003/tcp; x11-4 6004/tcp; x11-5 6005/tcp; x11-6 6006/tcp; x11-7 6007/tcp
gnutella-svc 6346/tcp,udp; gnutella-rtr 6347/tcp,udp; redis 6379/tcp; sge-qmaster 6444/tcp sge_qmaster
sge-execd 6445/tcp sge_execd; mysql-proxy 6446/tcp; syslog-tls 6514/tcp; sane-port 6566/tcp sane saned
ircd 6667/tcp; babel 6696/udp; ircs-u 6697/tcp; bbs 7000/tcp; afs3-fileserver 7000/udp; afs3-callback 7001/udp
afs3-prserver 7002/udp; afs3-vlserver 7003/udp; afs3-kaserver 7004/udp; afs3-volser 7005/udp; afs3-bos 7007/udp
afs3-update 7008/udp; afs3-rmtsys 7009/udp; font-service 7100/tcp xfs; zope-ftp 8021/tcp
http-alt 8080/tcp webcache; tproxy 8081/tcp; omniorb 8088/tcp; puppet 8140/tcp; clc-build-daemon 8990/tcp
xinetd 9098/tcp; bacula-dir 9101/tcp; bacula-fd 9102/tcp; bacula-sd 9103/tcp; git 9418/tcp; xmms2 9667/tcp
zope 9673/tcp; webmin 10000/tcp; zabbix-agent 10050/tcp; zabbix-trapper 10051/tcp; amanda 10080/tcp
kamanda 10081/tcp; amandaidx 10082/tcp; amidxtape 10083/tcp; nbd 10809/tcp; dicom 11112/tcp; hkp 11371/tcp
sgi-cmsd 17001/udp; sgi-crsd 17002/udp; sgi-gcd 17003/udp; sgi-cad 17004/tcp; db-lsp 17500/tcp; dcap 22125/tcp
gsidcap 22128/tcp; wnn6 22273/tcp; binkp 24554/tcp; asp 27374/tcp,udp; csync2 30865/tcp; dircproxy 57000/tcp
tfido 60177/tcp; fido 60179/tcp
`

// builtinServiceNames are further names that a filter may use; they are not printed.
const builtinServiceNames = `
rje 5/tcp,udp; msp 18/tcp,udp; rlp 39/udp resource; name 42/tcp,udp nameserver; re-mail-ck 50/tcp,udp
supdup 95/tcp; hostname 101/tcp hostnames; cso 105/tcp,udp csnet-ns cso-ns; rtelnet 107/tcp,udp
pop2 109/tcp pop-2 postoffice; sftp 115/tcp; uucp-path 117/tcp; sqlserv 118/tcp,udp; profile 136/tcp,udp
irc 194/tcp,udp; at-rtmp 201/tcp,udp; at-nbp 202/tcp,udp; at-echo 204/tcp,udp; at-zis 206/tcp,udp
imap3 220/tcp,udp; link 245/tcp ttylink; bgmp 264/tcp,udp; rpki-rtr 323/tcp; rpki-rtr-tls 324/tcp
ulistproc 372/tcp,udp ulistserv; imsp 406/tcp; mobileip-agent 434/tcp,udp; mobilip-mn 435/tcp,udp
ddm-rdb 446/tcp; efs 520/tcp; timed 525/udp timeserver; tempo 526/tcp newdate; courier 530/tcp rpc
conference 531/tcp chat; netnews 532/tcp; netwall 533/udp; new-rwho 550/udp new-who
remotefs 556/tcp rfs_server rfs; rmonitor 560/udp rmonitord; monitor 561/udp; whoami 565/tcp
syslog-conn 601/tcp; msdp 639/tcp; dhcp-failover 647/tcp,udp; aodv 654/udp; acap 674/tcp; corba-iiop 683/tcp
olsr 698/udp; lmp 701/udp; netconf-ssh 830/tcp netconf; iscsi 860/tcp; owamp-control 861/tcp
twamp-control 862/tcp; nas 991/tcp; wins 1512/tcp,udp; h323gatedisc 1718/udp; h323gatestat 1719/udp
h323hostcall 1720/tcp; pptp 1723/tcp; ms-streaming 1755/tcp; mqtt 1883/tcp; ssdp 1900/udp,tcp; hsrp 1985/udp
hsrpv6 2029/udp; dls-monitor 2048/udp wccp; radsec 2083/tcp,udp; gtp-control 2123/udp gtp-c
gtp-user 2152/udp gtp-u; mgcp-gateway 2427/udp; mgcp-callagent 2727/udp; m2ua 2904/sctp,tcp,udp
m3ua 2905/sctp,tcp; megaco-h248 2944/tcp,udp,sctp megaco; h248-binary 2945/tcp,udp,sctp; glbp 3222/udp
gprs-data 3386/tcp gtp-prime; gprs-sig 3386/udp gtp-prime; stun 3478/tcp,udp turn; teredo 3544/udp
m2pa 3565/sctp,tcp; apple-sasl 3659/tcp; ws-discovery 3702/udp; tftps 3713/tcp; bfd-control 3784/udp,tcp
bfd-echo 3785/udp,tcp; radius-dynauth 3799/udp; asap-tcp 3863/tcp; asap-udp 3863/udp; asap-sctp 3863/sctp
diameter 3868/tcp,sctp; pcep 4189/tcp; lisp-data 4341/udp; lisp-control 4342/udp; ipfix 4739/tcp,udp,sctp
ipfixs 4740/tcp,udp,sctp; bfd-multi-ctl 4784/udp,tcp; vxlan 4789/udp; vxlan-gpe 4790/udp
capwap-control 5246/udp; capwap-data 5247/udp; stuns 5349/tcp,udp turns; pcp 5351/tcp,udp nat-pmp
llmnr 5355/udp,tcp hostmon; matter 5540/udp; pcanywheredata 5631/tcp; pcanywherestat 5632/udp; coap 5683/udp,tcp
coaps 5684/udp,tcp; diameters 5868/tcp,sctp; rfb 5900/tcp vnc; wsman 5985/tcp; wsmans 5986/tcp; gue 6080/udp
geneve 6081/udp; sflow 6343/udp,tcp; netconf-tls 6513/tcp; mpls-udp 6635/udp; ovsdb 6640/tcp; openflow 6653/tcp
bfd-lag 6784/udp; rtps-discovery 7400/udp,tcp; hncp-udp-port 8231/udp; otv 8472/udp; pfcp 8805/udp
secure-mqtt 8883/tcp; iua 9900/sctp,tcp,udp; enrp-sctp 9901/sctp; hip-nat-t 10500/udp
memcache 11211/tcp,udp memcached; sua 14001/sctp,tcp; s1-control 36412/sctp; x2-control 36422/sctp
m2ap 36443/sctp; m3ap 36444/sctp; xw-control 36462/sctp; ng-control 38412/sctp; xn-control 38422/sctp
e1-interface 38462/sctp; f1-control 38472/sctp
`
