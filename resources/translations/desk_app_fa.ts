<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fa_IR">
<context>
    <name>About</name>
    <message>
        <source>About Desk App</source>
        <translation>دربارهٔ Desk App</translation>
    </message>
    <message>
        <source>Desk App</source>
        <translation>Desk App</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>در حال اجرا نیست</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>نسخهٔ {version}</translation>
    </message>
    <message>
        <source>SIP engine {version}</source>
        <translation>موتور SIP، {version}</translation>
    </message>
    <message>
        <source>Qt {version}</source>
        <translation>کتابخانهٔ Qt، {version}</translation>
    </message>
    <message>
        <source>Desk App is free software under the GNU General Public License, version 3 or later. It uses Qt and PySide6 (LGPL 3), PJSIP (GPL 2 or later), PortAudio (MIT), SQLAlchemy (MIT), pyqtgraph (MIT), NumPy (BSD), openpyxl (MIT), Lucide icons (ISC), and the fonts Inter and Vazirmatn (SIL Open Font License).</source>
        <translation>برنامهٔ Desk App نرم‌افزاری آزاد است با پروانهٔ عمومی همگانی گنو (GPL) نسخهٔ ۳ یا بالاتر. در آن از Qt و PySide6 (با LGPL 3)، PJSIP (با GPL 2 یا بالاتر)، PortAudio (با MIT)، SQLAlchemy (با MIT)، pyqtgraph (با MIT)، NumPy (با BSD)، openpyxl (با MIT)، آیکن‌های Lucide (با ISC) و قلم‌های Inter و وزیرمتن (با پروانهٔ SIL) استفاده شده است.</translation>
    </message>
</context>
<context>
    <name>AccountPanel</name>
    <message>
        <source>Password</source>
        <translation>گذرواژه</translation>
    </message>
    <message>
        <source>It is kept in this computer&apos;s keyring, never in a file.</source>
        <translation>در دسته‌کلید همین رایانه نگه داشته می‌شود و هرگز در پرونده نوشته نمی‌شود.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>اتصال</translation>
    </message>
</context>
<context>
    <name>AgeChip</name>
    <message>
        <source>Live</source>
        <translation>زنده</translation>
    </message>
    <message>
        <source>Live, {n} s</source>
        <translation>زنده، {n} ثانیه پیش</translation>
    </message>
    <message>
        <source>Nothing heard yet</source>
        <translation>هنوز خبری نرسیده</translation>
    </message>
    <message>
        <source>Stale since {time}</source>
        <translation>بی‌خبر از ساعت {time}</translation>
    </message>
    <message>
        <source>As it was at {time}</source>
        <translation>وضعیت ساعت {time}</translation>
    </message>
    <message>
        <source>As it was at {time}, stale since {since}</source>
        <translation>وضعیت ساعت {time}، بی‌خبر از ساعت {since}</translation>
    </message>
    <message>
        <source>{age}. Pick a minute of the past day (H).</source>
        <translation>{age}. انتخاب دقیقه‌ای از شبانه‌روز گذشته (H).</translation>
    </message>
</context>
<context>
    <name>AgentGrid</name>
    <message>
        <source>Agents</source>
        <translation>کارشناسان</translation>
    </message>
    <message>
        <source>{n} signed in</source>
        <translation>{n} نفر حاضر</translation>
    </message>
    <message>
        <source>Nobody is signed in.</source>
        <translation>کسی وارد نشده است.</translation>
    </message>
</context>
<context>
    <name>AgentTile</name>
    <message>
        <source>Longer than twice the average.</source>
        <translation>بیش از دو برابر میانگین.</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Incoming call from {name}</source>
        <translation>تماس ورودی از {name}</translation>
    </message>
    <message>
        <source>Reminder: call {name} back by {time}</source>
        <translation>یادآوری: تا ساعت {time} با {name} تماس بگیرید</translation>
    </message>
    <message>
        <source>Your state: {state}</source>
        <translation>وضعیت شما: {state}</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>Message from {name}</source>
        <translation>پیام از {name}</translation>
    </message>
    <message>
        <source>Open the desk</source>
        <translation>باز کردن پنجره</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>پاسخ</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رد تماس</translation>
    </message>
    <message>
        <source>Incoming call from {name}</source>
        <translation>تماس ورودی از {name}</translation>
    </message>
    <message>
        <source>Call {name} back by {time}</source>
        <translation>تا ساعت {time} با {name} تماس بگیرید</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>تماس</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Try again</source>
        <translation>تلاش دوباره</translation>
    </message>
    <message>
        <source>Enter password</source>
        <translation>وارد کردن گذرواژه</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>باز کردن تنظیمات</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>آماده</translation>
    </message>
    <message>
        <source>The recording is paused. What is said now is not kept.</source>
        <translation>ضبط متوقف شده است. گفتگوی این لحظه نگه داشته نمی‌شود.</translation>
    </message>
    <message>
        <source>Resume recording</source>
        <translation>ادامهٔ ضبط</translation>
    </message>
    <message>
        <source>This is a demo: callers and records are made up, and all is removed at the end.</source>
        <translation>این نسخهٔ نمایشی است: تماس‌گیرنده‌ها و پرونده‌ها ساختگی‌اند و در پایان همه پاک می‌شوند.</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>دیدم</translation>
    </message>
    <message>
        <source>Call {name} back by {time}: {what}</source>
        <translation>تا ساعت {time} با {name} تماس بگیرید: {what}</translation>
    </message>
    <message>
        <source>the customer</source>
        <translation>مشتری</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>تماس</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>اعلان‌ها</translation>
    </message>
</context>
<context>
    <name>BannerLine</name>
    <message>
        <source>Hide this notice</source>
        <translation>پنهان کردن این اعلان</translation>
    </message>
</context>
<context>
    <name>CallBar</name>
    <message>
        <source> and </source>
        <translation> و </translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>کنفرانس</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>در حال شماره‌گیری</translation>
    </message>
    <message>
        <source>Calling back</source>
        <translation>تماس برگشتی</translation>
    </message>
    <message>
        <source>It rings there</source>
        <translation>آن‌سو زنگ می‌خورد</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>انتظار موقت</translation>
    </message>
    <message>
        <source>Consulting</source>
        <translation>در حال هماهنگی</translation>
    </message>
    <message>
        <source>You are on hold</source>
        <translation>شما را در انتظار موقت گذاشته‌اند</translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation>{time} در انتظار</translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation>تماس خروجی</translation>
    </message>
    <message>
        <source>Direct call</source>
        <translation>تماس مستقیم</translation>
    </message>
    <message>
        <source>You</source>
        <translation>شما</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>مشتری</translation>
    </message>
    <message>
        <source>Your microphone&apos;s level</source>
        <translation>بلندی صدای میکروفون شما</translation>
    </message>
    <message>
        <source>The caller&apos;s level</source>
        <translation>بلندی صدای تماس‌گیرنده</translation>
    </message>
</context>
<context>
    <name>CallControls</name>
    <message>
        <source>Muted</source>
        <translation>بی‌صداست</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>بی‌صدا</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>ازسرگیری</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>انتظار موقت</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>صفحه‌کلید</translation>
    </message>
    <message>
        <source>Consulting</source>
        <translation>در حال هماهنگی</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>انتقال</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>جدا کردن</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>افزودن نفر</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>پایان تماس</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>در حال ضبط</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>توقف ضبط</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>ضبط</translation>
    </message>
    <message>
        <source>Pause recording</source>
        <translation>توقف موقت ضبط</translation>
    </message>
    <message>
        <source>Resume recording</source>
        <translation>ادامهٔ ضبط</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>پایان ضبط</translation>
    </message>
</context>
<context>
    <name>CallLines</name>
    <message>
        <source>{n} more calls</source>
        <translation>{n} تماس دیگر</translation>
    </message>
    <message>
        <source>Answer {name}</source>
        <translation>پاسخ به {name}</translation>
    </message>
    <message>
        <source>Decline {name}</source>
        <translation>رد تماس {name}</translation>
    </message>
    <message>
        <source>Go to {name}</source>
        <translation>رفتن به {name}</translation>
    </message>
    <message>
        <source>Other calls</source>
        <translation>تماس‌های دیگر</translation>
    </message>
</context>
<context>
    <name>CallerBrief</name>
    <message>
        <source>Choose a caller to see who it is.</source>
        <translation>برای دیدن مشخصات، یک تماس‌گیرنده را انتخاب کنید.</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>برداشتن</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>انتقال به صف</translation>
    </message>
    <message>
        <source>Move to another queue (Shift+Enter)</source>
        <translation>انتقال به صف دیگر (Shift+Enter)</translation>
    </message>
    <message>
        <source>Press again</source>
        <translation>دوباره بزنید</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>پایان تماس</translation>
    </message>
    <message>
        <source>Hang up (Delete, twice)</source>
        <translation>پایان تماس (دو بار Delete)</translation>
    </message>
    <message>
        <source>Goes ahead: {why}</source>
        <translation>خارج از نوبت: {why}</translation>
    </message>
    <message>
        <source>Asked to be called back: Take dials {number}</source>
        <translation>خواسته با او تماس بگیرید: «برداشتن» {number} را می‌گیرد</translation>
    </message>
    <message>
        <source>Looking up who this is</source>
        <translation>در حال جستجوی پرونده</translation>
    </message>
    <message>
        <source>{n} people have this number</source>
        <translation>{n} نفر این شماره را دارند</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>هنوز ناشناس</translation>
    </message>
    <message>
        <source>{n} open tickets</source>
        <translation>{n} تیکت باز</translation>
    </message>
    <message>
        <source>1 open ticket</source>
        <translation>۱ تیکت باز</translation>
    </message>
    <message>
        <source>No open ticket</source>
        <translation>بدون تیکت باز</translation>
    </message>
    <message>
        <source>first contact</source>
        <translation>نخستین تماس</translation>
    </message>
    <message>
        <source>last contact {ago}</source>
        <translation>آخرین ارتباط {ago}</translation>
    </message>
</context>
<context>
    <name>CallerList</name>
    <message>
        <source>Waiting callers</source>
        <translation>در انتظار</translation>
    </message>
    <message>
        <source>numbers hidden on walls</source>
        <translation>شماره‌ها روی تابلو پنهان‌اند</translation>
    </message>
    <message>
        <source>numbers shown, hide them</source>
        <translation>شماره‌ها پیداست، پنهان شوند</translation>
    </message>
    <message>
        <source>Nobody waits.</source>
        <translation>کسی در انتظار نیست.</translation>
    </message>
</context>
<context>
    <name>CallsBehind</name>
    <message>
        <source>{n} more</source>
        <translation>{n} مورد دیگر</translation>
    </message>
    <message>
        <source>No calls.</source>
        <translation>تماسی نیست.</translation>
    </message>
    <message>
        <source>The newest {shown} of {all} calls.</source>
        <translation>{shown} تماس آخر از {all} تماس.</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Taken</source>
        <translation>پاسخ‌داده</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>بی‌پاسخ</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>پاسخ‌داده</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>خروج از صف</translation>
    </message>
    <message>
        <source>Overflowed</source>
        <translation>ردشده از صف</translation>
    </message>
    <message>
        <source>Calls by interval</source>
        <translation>تماس‌ها در هر بازه</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>سطح خدمت</translation>
    </message>
    <message>
        <source>Service level by interval</source>
        <translation>سطح خدمت در هر بازه</translation>
    </message>
</context>
<context>
    <name>CompactCall</name>
    <message>
        <source>New ticket</source>
        <translation>تیکت تازه</translation>
    </message>
    <message>
        <source>Saved {ago}</source>
        <translation>ذخیره شد، {ago}</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>در حال ذخیره…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>ذخیره نشد</translation>
    </message>
    <message>
        <source>Choose how the call ended to finish</source>
        <translation>برای پایان، نتیجهٔ تماس را انتخاب کنید</translation>
    </message>
    <message>
        <source>You</source>
        <translation>شما</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>مشتری</translation>
    </message>
    <message>
        <source>Your microphone&apos;s level</source>
        <translation>بلندی صدای میکروفون شما</translation>
    </message>
    <message>
        <source>The caller&apos;s level</source>
        <translation>بلندی صدای تماس‌گیرنده</translation>
    </message>
    <message>
        <source>Linked</source>
        <translation>پیوسته</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>یادداشت</translation>
    </message>
    <message>
        <source>Type while you listen. Every word is saved.</source>
        <translation>هنگام گوش دادن بنویسید. هر کلمه ذخیره می‌شود.</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>نتیجهٔ تماس</translation>
    </message>
    <message>
        <source>Save and go Ready</source>
        <translation>ذخیره و آماده شدن</translation>
    </message>
</context>
<context>
    <name>CompactPill</name>
    <message>
        <source>Whole window</source>
        <translation>پنجرهٔ کامل</translation>
    </message>
</context>
<context>
    <name>CompactRecent</name>
    <message>
        <source>Number withheld</source>
        <translation>شمارهٔ پنهان</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>تماس با {number}</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>ازدست‌رفته</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>بی‌پاسخ</translation>
    </message>
</context>
<context>
    <name>CompactWindow</name>
    <message>
        <source>Desk App</source>
        <translation>Desk App</translation>
    </message>
    <message>
        <source>Search or dial (Ctrl+K)</source>
        <translation>جستجو یا شماره‌گیری (Ctrl+K)</translation>
    </message>
    <message>
        <source>Always in front</source>
        <translation>همیشه جلوی پنجره‌ها</translation>
    </message>
    <message>
        <source>Whole window (Ctrl+M)</source>
        <translation>پنجرهٔ کامل (Ctrl+M)</translation>
    </message>
</context>
<context>
    <name>CustomerCard</name>
    <message>
        <source>Good to know</source>
        <translation>خوب است بدانید</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>راه‌های تماس</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>حساب</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between role and company</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>ایمیل</translation>
    </message>
    <message>
        <source>City</source>
        <translation>شهر</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>زبان</translation>
    </message>
    <message>
        <source>calling</source>
        <translation>این تماس</translation>
    </message>
    <message>
        <source>this call</source>
        <translation>این تماس</translation>
    </message>
    <message>
        <source>Contract</source>
        <translation>قرارداد</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>طرح</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>مشتری از</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>مانده</translation>
    </message>
    <message>
        <source>Last {n} days</source>
        <translation>{n} روز گذشته</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>تماس</translation>
    </message>
    <message>
        <source>tickets</source>
        <translation>تیکت</translation>
    </message>
    <message>
        <source>{given}/{most}</source>
        <translation>{given} از {most}</translation>
    </message>
    <message>
        <source>last CSAT</source>
        <translation>آخرین رضایت</translation>
    </message>
    <message>
        <source>Also at this company</source>
        <translation>دیگران در این شرکت</translation>
    </message>
</context>
<context>
    <name>CustomerHeader</name>
    <message>
        <source>calling</source>
        <translation>این تماس</translation>
    </message>
    <message>
        <source>this call</source>
        <translation>این تماس</translation>
    </message>
    <message>
        <source>History</source>
        <translation>سوابق</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>جزئیات</translation>
    </message>
</context>
<context>
    <name>CustomerPane</name>
    <message>
        <source>Customer</source>
        <translation>مشتری</translation>
    </message>
</context>
<context>
    <name>DateGrid</name>
    <message>
        <source>Arrow keys choose a day, Page Up and Page Down a month.</source>
        <translation>کلیدهای جهت روز را انتخاب می‌کنند و Page Up و Page Down ماه را.</translation>
    </message>
</context>
<context>
    <name>DaySlider</name>
    <message>
        <source>Minute of the past day</source>
        <translation>دقیقه‌ای از شبانه‌روز گذشته</translation>
    </message>
</context>
<context>
    <name>DeviceEditor</name>
    <message>
        <source>System default</source>
        <translation>پیش‌فرض سیستم</translation>
    </message>
    <message>
        <source>{name} (not plugged in)</source>
        <translation>{name} (وصل نیست)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>توقف</translation>
    </message>
    <message>
        <source>Show the level</source>
        <translation>نمایش سطح صدا</translation>
    </message>
    <message>
        <source>Play a tone</source>
        <translation>پخش صدای آزمایشی</translation>
    </message>
    <message>
        <source>Level of the microphone</source>
        <translation>سطح صدای میکروفون</translation>
    </message>
</context>
<context>
    <name>DialPage</name>
    <message>
        <source>Again</source>
        <translation>تماس دوباره</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>نام یا شماره</translation>
    </message>
    <message>
        <source>Search people or dial</source>
        <translation>جستجوی افراد یا شماره‌گیری</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>تماس</translation>
    </message>
</context>
<context>
    <name>DispositionList</name>
    <message>
        <source>How did this call end?</source>
        <translation>این تماس چگونه پایان یافت؟</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>انتخاب‌شده</translation>
    </message>
</context>
<context>
    <name>DoctorPage</name>
    <message>
        <source>The report is copied. It holds no password.</source>
        <translation>گزارش کپی شد. گذرواژه‌ای در آن نیست.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>در حال بررسی…</translation>
    </message>
    <message>
        <source>{n} to put right</source>
        <translation>{n} مورد نیاز به رسیدگی دارد</translation>
    </message>
    <message>
        <source>Everything works</source>
        <translation>همه چیز درست کار می‌کند</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>بررسی دوباره</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>کپی گزارش</translation>
    </message>
</context>
<context>
    <name>EchoTest</name>
    <message>
        <source>Stop</source>
        <translation>توقف</translation>
    </message>
    <message>
        <source>Hear yourself</source>
        <translation>صدای خود را بشنوید</translation>
    </message>
    <message>
        <source>Speak for three seconds, then hear yourself as callers do.</source>
        <translation>سه ثانیه صحبت کنید، سپس صدای خود را همان‌طور که تماس‌گیرنده می‌شنود بشنوید.</translation>
    </message>
    <message>
        <source>Opening the microphone.</source>
        <translation>میکروفون باز می‌شود.</translation>
    </message>
    <message>
        <source>Speak now.</source>
        <translation>اکنون صحبت کنید.</translation>
    </message>
    <message>
        <source>Listen: this is you.</source>
        <translation>گوش کنید: این صدای شماست.</translation>
    </message>
    <message>
        <source>That was you. If you heard nothing, choose another speaker.</source>
        <translation>این صدای شما بود. اگر چیزی نشنیدید، بلندگوی دیگری انتخاب کنید.</translation>
    </message>
    <message>
        <source>The microphone is silent. Check its mute switch, or choose another.</source>
        <translation>میکروفون ساکت است. کلید بی‌صدای آن را بررسی کنید یا میکروفون دیگری انتخاب کنید.</translation>
    </message>
</context>
<context>
    <name>FilterTabs</name>
    <message>
        <source>All</source>
        <translation>همه</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>تماس</translation>
    </message>
    <message>
        <source>Tickets</source>
        <translation>تیکت</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>ایمیل</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>گفتگو</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>یادداشت</translation>
    </message>
</context>
<context>
    <name>Filters</name>
    <message>
        <source>Period: {days}</source>
        <translation>دوره: {days}</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>صف</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>کارشناس</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>بازه</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>سطح خدمت</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Works</source>
        <translation>سالم</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>ایراد دارد</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>یادآوری</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Welcome to Desk App</source>
        <translation>به Desk App خوش آمدید</translation>
    </message>
    <message>
        <source>Step {n} of {all}</source>
        <translation>گام {n} از {all}</translation>
    </message>
    <message>
        <source>Three short steps. Everything can be changed later in Settings.</source>
        <translation>سه گام کوتاه. همه چیز را بعداً در تنظیمات می‌توانید تغییر دهید.</translation>
    </message>
    <message>
        <source>Your phone system&apos;s administrator knows these. Without them, go on.</source>
        <translation>این‌ها را از مدیر سامانهٔ تلفن بگیرید. اگر ندارید، ادامه دهید.</translation>
    </message>
    <message>
        <source>Hear yourself before a caller does.</source>
        <translation>پیش از تماس‌گیرنده، خودتان صدای خود را بشنوید.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>بازگشت</translation>
    </message>
    <message>
        <source>Start working</source>
        <translation>شروع کار</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>بعدی</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>رد شدن</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>{title}: menu</source>
        <translation>{title}: فهرست کارها</translation>
    </message>
</context>
<context>
    <name>HeatMap</name>
    <message>
        <source>{day} {hour}: {n} calls</source>
        <translation>{day} ساعت {hour}: {n} تماس</translation>
    </message>
    <message>
        <source>{said}, {gone} abandoned, service level {level}</source>
        <translation>{said}، {gone} خروج از صف، سطح خدمت {level}</translation>
    </message>
    <message>
        <source>Calls by weekday and hour</source>
        <translation>تماس‌ها به تفکیک روز هفته و ساعت</translation>
    </message>
</context>
<context>
    <name>HistoryBar</name>
    <message>
        <source>Time</source>
        <translation>ساعت</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>دیروز {time}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>اکنون</translation>
    </message>
</context>
<context>
    <name>HourBars</name>
    <message>
        <source>Calls by the hour</source>
        <translation>تماس‌ها در هر ساعت</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>Keypad</source>
        <translation>صفحه‌کلید</translation>
    </message>
    <message>
        <source>Type or click. Esc closes.</source>
        <translation>تایپ یا کلیک کنید. با Esc بسته می‌شود.</translation>
    </message>
</context>
<context>
    <name>LeftQueue</name>
    <message>
        <source>The queue was full</source>
        <translation>صف پر بود</translation>
    </message>
    <message>
        <source>The queue was closed</source>
        <translation>صف بسته بود</translation>
    </message>
    <message>
        <source>Waited too long</source>
        <translation>انتظار بیش از حد</translation>
    </message>
    <message>
        <source>Forwarded</source>
        <translation>به شمارهٔ دیگری هدایت شد</translation>
    </message>
    <message>
        <source>Left a message</source>
        <translation>پیام صوتی گذاشت</translation>
    </message>
    <message>
        <source>The line was dead</source>
        <translation>خط بی‌صدا بود</translation>
    </message>
    <message>
        <source>Called back, not reached</source>
        <translation>تماس گرفته شد، پاسخ نداد</translation>
    </message>
    <message>
        <source>Short abandon after {time}</source>
        <translation>خروج زودهنگام پس از {time}</translation>
    </message>
    <message>
        <source>Short abandon after {time}, place {place} of {waiting}</source>
        <translation>خروج زودهنگام پس از {time}، نفر {place} از {waiting}</translation>
    </message>
    <message>
        <source>Left after {time}, place {place} of {waiting}</source>
        <translation>خروج پس از {time}، نفر {place} از {waiting}</translation>
    </message>
</context>
<context>
    <name>LineChip</name>
    <message>
        <source>Ext {number}</source>
        <translation>داخلی {number}</translation>
    </message>
    <message>
        <source>Phone is starting</source>
        <translation>تلفن در حال آماده شدن</translation>
    </message>
    <message>
        <source>Phone restarts</source>
        <translation>تلفن دوباره راه می‌افتد</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>در حال اتصال</translation>
    </message>
    <message>
        <source>Line lost</source>
        <translation>خط قطع است</translation>
    </message>
    <message>
        <source>Direct calls</source>
        <translation>تماس مستقیم</translation>
    </message>
    <message>
        <source>No line</source>
        <translation>بدون خط</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>E-mail</source>
        <translation>ایمیل</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>گفتگوی آنلاین</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>یادداشت</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>تماس</translation>
    </message>
    <message>
        <source>Missed call</source>
        <translation>تماس ازدست‌رفته</translation>
    </message>
    <message>
        <source>Not served by the queue</source>
        <translation>صف به تماس نرسید</translation>
    </message>
    <message>
        <source>Waited too long</source>
        <translation>انتظار بیش از حد</translation>
    </message>
    <message>
        <source>No agent free</source>
        <translation>بدون کارشناس آزاد</translation>
    </message>
    <message>
        <source>Call declined</source>
        <translation>تماس رد شد</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>مشغول</translation>
    </message>
    <message>
        <source>Call failed</source>
        <translation>تماس ناموفق</translation>
    </message>
    <message>
        <source>Call lost</source>
        <translation>تماس قطع شد</translation>
    </message>
    <message>
        <source>Left the queue</source>
        <translation>خروج از صف</translation>
    </message>
    <message>
        <source>Outgoing call</source>
        <translation>تماس خروجی</translation>
    </message>
    <message>
        <source>Outgoing call, not reached</source>
        <translation>تماس خروجی، بی‌پاسخ</translation>
    </message>
    <message>
        <source>Ticket solved</source>
        <translation>تیکت حل شد</translation>
    </message>
    <message>
        <source>Ticket continued</source>
        <translation>تیکت ادامه یافت</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>تیکت</translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>«{title}»</translation>
    </message>
    <message>
        <source>waited {time}</source>
        <translation>{time} در انتظار</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the facts about a call</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>Play {time}</source>
        <translation>شنیدن {time}</translation>
    </message>
    <message>
        <source>Play message</source>
        <translation>شنیدن پیام</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>در حال زنگ</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>انتظار موقت</translation>
    </message>
    <message>
        <source>Call in progress</source>
        <translation>تماس در جریان</translation>
    </message>
    <message>
        <source>Waiting in the queue</source>
        <translation>در انتظار در صف</translation>
    </message>
    <message>
        <source>Calling</source>
        <translation>در حال شماره‌گیری</translation>
    </message>
    <message>
        <source>You</source>
        <translation>شما</translation>
    </message>
    <message>
        <source>{ticket} draft</source>
        <translation>پیش‌نویس {ticket}</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>در حال ضبط</translation>
    </message>
    <message>
        <source>Recording paused</source>
        <translation>ضبط متوقف است</translation>
    </message>
</context>
<context>
    <name>LiveButton</name>
    <message>
        <source>Back to live</source>
        <translation>بازگشت به اکنون</translation>
    </message>
    <message>
        <source>Back to live (Esc)</source>
        <translation>بازگشت به اکنون (Esc)</translation>
    </message>
</context>
<context>
    <name>MainView</name>
    <message>
        <source>{n} missed</source>
        <translation>{n} ازدست‌رفته</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Desk App</source>
        <translation>Desk App</translation>
    </message>
</context>
<context>
    <name>MessageSheet</name>
    <message>
        <source>Not sent: nobody logs in to a desk with this phone.</source>
        <translation>فرستاده نشد: کسی با این تلفن وارد میز کار نمی‌شود.</translation>
    </message>
    <message>
        <source>Not sent: the database does not answer. Try again.</source>
        <translation>فرستاده نشد: پایگاه داده پاسخ نمی‌دهد. دوباره بفرستید.</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <translation>هنوز دیده نشده</translation>
    </message>
    <message>
        <source>seen {time}</source>
        <translation>دیده‌شده در ساعت {time}</translation>
    </message>
    <message>
        <source>Message to {name}</source>
        <translation>پیام به {name}</translation>
    </message>
    <message>
        <source>Shown on the agent&apos;s desk at once</source>
        <translation>بی‌درنگ روی میز کار کارشناس دیده می‌شود</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>فرستادن</translation>
    </message>
</context>
<context>
    <name>MyDay</name>
    <message>
        <source>since {time}</source>
        <translation>از ساعت {time}</translation>
    </message>
    <message>
        <source>My day</source>
        <translation>روز من</translation>
    </message>
    <message>
        <source>{n} outgoing</source>
        <translation>{n} خروجی</translation>
    </message>
    <message>
        <source>talked {time}</source>
        <translation>{time} مکالمه</translation>
    </message>
    <message>
        <source>{n} answered</source>
        <translation>{n} پاسخ‌داده</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>تماس</translation>
    </message>
    <message>
        <source>Handle time (AHT)</source>
        <translation>میانگین رسیدگی</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>ازدست‌رفته</translation>
    </message>
</context>
<context>
    <name>MyQueues</name>
    <message>
        <source>{n} of {all} joined</source>
        <translation>عضو {n} صف از {all} صف</translation>
    </message>
    <message>
        <source>My queues</source>
        <translation>صف‌های من</translation>
    </message>
    <message>
        <source>{queue}: {n} waiting. Show who.</source>
        <translation>{queue}: {n} در انتظار. نمایش فهرست.</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>عضو</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>پیوستن</translation>
    </message>
    <message>
        <source>Leave {queue}</source>
        <translation>خروج از {queue}</translation>
    </message>
    <message>
        <source>Join {queue}</source>
        <translation>پیوستن به {queue}</translation>
    </message>
    <message>
        <source>No call to count yet today.</source>
        <translation>امروز هنوز تماسی برای شمردن نیست.</translation>
    </message>
    <message>
        <source>Answered today: {n}. Show the calls.</source>
        <translation>پاسخ‌داده‌شدهٔ امروز: {n}. نمایش تماس‌ها.</translation>
    </message>
    <message>
        <source>Service level today: answered within {target} s, of all answered and abandoned calls but those given up within {short} s. Show the calls.</source>
        <translation>سطح خدمت امروز: تماس‌های پاسخ‌داده‌شده تا {target} ثانیه، از همهٔ تماس‌های پاسخ‌داده‌شده و رهاشده جز آن‌ها که پیش از {short} ثانیه قطع شده‌اند. نمایش تماس‌ها.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>صف</translation>
    </message>
    <message>
        <source>State</source>
        <translation>وضعیت</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>در انتظار</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>طولانی‌ترین انتظار</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>سطح خدمت</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>پاسخ‌داده</translation>
    </message>
    <message>
        <source>You</source>
        <translation>شما</translation>
    </message>
</context>
<context>
    <name>NumberLink</name>
    <message>
        <source>Call {number}</source>
        <translation>تماس با {number}</translation>
    </message>
</context>
<context>
    <name>OpenTicketCard</name>
    <message>
        <source>Open ticket, same caller</source>
        <translation>تیکت باز از همین تماس‌گیرنده</translation>
    </message>
    <message>
        <source>Continue this ticket</source>
        <translation>ادامهٔ همین تیکت</translation>
    </message>
    <message>
        <source>Continuing</source>
        <translation>در حال ادامه</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>بازگردانی</translation>
    </message>
    <message>
        <source>Give this call a ticket of its own again</source>
        <translation>برای این تماس دوباره تیکت جداگانه باز می‌شود</translation>
    </message>
    <message>
        <source>No subject</source>
        <translation>بدون موضوع</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>{n} مورد دیگر</translation>
    </message>
    <message>
        <source>{status} · opened {when}</source>
        <translation>{status} · {when} باز شد</translation>
    </message>
    <message>
        <source>{status} · opened {when} by {owner}</source>
        <translation>{status} · {when} توسط {owner} باز شد</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Password of the team&apos;s database</source>
        <translation>گذرواژهٔ پایگاه دادهٔ گروه</translation>
    </message>
    <message>
        <source>Password of the phone account</source>
        <translation>گذرواژهٔ حساب تلفن</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>گذرواژه</translation>
    </message>
    <message>
        <source>Keep in the keyring and connect</source>
        <translation>نگه‌داشتن در دسته‌کلید و اتصال</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>انصراف</translation>
    </message>
</context>
<context>
    <name>PeriodCard</name>
    <message>
        <source>Period</source>
        <translation>دوره</translation>
    </message>
    <message>
        <source>From</source>
        <translation>از</translation>
    </message>
    <message>
        <source>To</source>
        <translation>تا</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>امروز</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>دیروز</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>این هفته</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>۷ روز گذشته</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>این ماه</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>ماه گذشته</translation>
    </message>
</context>
<context>
    <name>PromiseCard</name>
    <message>
        <source>Me, today by {time}</source>
        <translation>من، امروز تا {time}</translation>
    </message>
    <message>
        <source>Me, tomorrow by {time}</source>
        <translation>من، فردا تا {time}</translation>
    </message>
    <message>
        <source>Me, {date} by {time}</source>
        <translation>من، {date} تا {time}</translation>
    </message>
    <message>
        <source>{who}. Reminder then.</source>
        <translation>{who}. یادآوری در همان زمان.</translation>
    </message>
    <message>
        <source>{who}. Reminder {n} min before.</source>
        <translation>{who}. یادآوری {n} دقیقه پیش از آن.</translation>
    </message>
    <message>
        <source>Promise a call back</source>
        <translation>قول تماس بدهید</translation>
    </message>
    <message>
        <source>Promise: {what}. {about}</source>
        <translation>قول: {what}. {about}</translation>
    </message>
    <message>
        <source>Who does what, by when (Ctrl+P)</source>
        <translation>چه کسی، چه کاری، تا کی (Ctrl+P)</translation>
    </message>
</context>
<context>
    <name>PromiseField</name>
    <message>
        <source>Promise</source>
        <translation>قول</translation>
    </message>
    <message>
        <source>who does what, by when</source>
        <translation>چه کسی، چه کاری، تا کی</translation>
    </message>
</context>
<context>
    <name>PromiseForm</name>
    <message>
        <source>{n} min before</source>
        <translation>{n} دقیقه قبل</translation>
    </message>
    <message>
        <source>At the time</source>
        <translation>در همان زمان</translation>
    </message>
    <message>
        <source>Promise</source>
        <translation>قول</translation>
    </message>
    <message>
        <source>What will you do for the customer?</source>
        <translation>برای مشتری چه کاری انجام می‌دهید؟</translation>
    </message>
    <message>
        <source>What is promised</source>
        <translation>موضوع قول</translation>
    </message>
    <message>
        <source>Reminder</source>
        <translation>یادآوری</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>پس گرفتن قول</translation>
    </message>
    <message>
        <source>Promise it</source>
        <translation>ثبت قول</translation>
    </message>
</context>
<context>
    <name>PromiseMove</name>
    <message>
        <source>Move the callback</source>
        <translation>تغییر زمان تماس</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>تغییر زمان</translation>
    </message>
</context>
<context>
    <name>PromiseRow</name>
    <message>
        <source>In 30 min</source>
        <translation>۳۰ دقیقهٔ دیگر</translation>
    </message>
    <message>
        <source>In 1 hour</source>
        <translation>یک ساعت دیگر</translation>
    </message>
    <message>
        <source>Tomorrow 09:00</source>
        <translation>فردا ۰۹:۰۰</translation>
    </message>
    <message>
        <source>Pick a time…</source>
        <translation>انتخاب زمان…</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>تغییر زمان</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>تماس</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>شمارهٔ پنهان</translation>
    </message>
    <message>
        <source>Open ticket {ticket}</source>
        <translation>باز کردن تیکت {ticket}</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>تماس با {number}</translation>
    </message>
    <message>
        <source>No number is known.</source>
        <translation>شماره‌ای ثبت نشده است.</translation>
    </message>
    <message>
        <source>Call {name}</source>
        <translation>تماس با {name}</translation>
    </message>
    <message>
        <source>Move the callback to {name}</source>
        <translation>تغییر زمان تماس با {name}</translation>
    </message>
    <message>
        <source>Done: the callback to {name}</source>
        <translation>انجام شد: تماس با {name}</translation>
    </message>
    <message>
        <source>Done without a call</source>
        <translation>انجام شد، بدون تماس</translation>
    </message>
</context>
<context>
    <name>PromisedCallbacks</name>
    <message>
        <source>{n} today, {late} late</source>
        <translation>{n} مورد امروز، {late} مورد دیرشده</translation>
    </message>
    <message>
        <source>{n} today</source>
        <translation>{n} مورد امروز</translation>
    </message>
    <message>
        <source>Promised callbacks</source>
        <translation>قول‌های تماس</translation>
    </message>
    <message>
        <source>No callbacks promised today.</source>
        <translation>امروز قول تماسی ندارید.</translation>
    </message>
    <message>
        <source>{n} later</source>
        <translation>{n} مورد در روزهای بعد</translation>
    </message>
    <message>
        <source>Today only</source>
        <translation>فقط امروز</translation>
    </message>
</context>
<context>
    <name>QualityBlock</name>
    <message>
        <source>Measuring</source>
        <translation>در حال سنجش</translation>
    </message>
    <message>
        <source>Good line</source>
        <translation>خط خوب</translation>
    </message>
    <message>
        <source>Fair line</source>
        <translation>خط متوسط</translation>
    </message>
    <message>
        <source>Poor line</source>
        <translation>خط ضعیف</translation>
    </message>
    <message>
        <source>{ms} ms · loss {loss}%</source>
        <translation>{ms} میلی‌ثانیه · افت {loss}٪</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>رمزنگاری‌شده</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>بدون رمزنگاری</translation>
    </message>
</context>
<context>
    <name>QualityCard</name>
    <message>
        <source>Quality of the line</source>
        <translation>کیفیت خط</translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} میلی‌ثانیه</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>رمزنگاری‌شده</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>بدون رمزنگاری</translation>
    </message>
    <message>
        <source>Lost sound</source>
        <translation>صدای گم‌شده</translation>
    </message>
    <message>
        <source>{n}%</source>
        <translation>{n}٪</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>ناهمواری (jitter)</translation>
    </message>
    <message>
        <source>There and back</source>
        <translation>رفت‌وبرگشت</translation>
    </message>
    <message>
        <source>Quality (MOS, 1 to 4.5)</source>
        <translation>کیفیت (MOS، از ۱ تا ۴٫۵)</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>کدک</translation>
    </message>
    <message>
        <source>Sound on the way</source>
        <translation>صدا در راه</translation>
    </message>
    <message>
        <source>You hear each other well.</source>
        <translation>صدای یکدیگر را خوب می‌شنوید.</translation>
    </message>
    <message>
        <source>Sound is lost on the way, so words go missing. Use a cable instead of Wi-Fi.</source>
        <translation>بخشی از صدا در راه گم می‌شود و کلمه‌ها جا می‌افتند. به‌جای وای‌فای از کابل استفاده کنید.</translation>
    </message>
    <message>
        <source>The sound is late. Leave pauses, or you talk over each other.</source>
        <translation>صدا دیر می‌رسد. میان حرف‌ها مکث کنید تا هم‌زمان صحبت نکنید.</translation>
    </message>
    <message>
        <source>The network is uneven, so the voice may stutter. Stop big downloads.</source>
        <translation>شبکه یکنواخت نیست و شاید صدا بریده شود. دانلودهای سنگین را متوقف کنید.</translation>
    </message>
    <message>
        <source>The voice may sound rough. The codec or the caller&apos;s side allows no more.</source>
        <translation>شاید صدا زمخت باشد. کدک یا سمت مشتری بیش از این اجازه نمی‌دهد.</translation>
    </message>
</context>
<context>
    <name>QueueChip</name>
    <message>
        <source>Who waits ({key})</source>
        <translation>فهرست منتظران ({key})</translation>
    </message>
</context>
<context>
    <name>QueueChips</name>
    <message>
        <source>{n} more queues</source>
        <translation>{n} صف دیگر</translation>
    </message>
    <message>
        <source>My queues</source>
        <translation>صف‌های من</translation>
    </message>
</context>
<context>
    <name>QueueLine</name>
    <message>
        <source>Take next</source>
        <translation>نفر بعدی</translation>
    </message>
    <message>
        <source>Take the next caller ({key})</source>
        <translation>برداشتن تماس بعدی ({key})</translation>
    </message>
</context>
<context>
    <name>QueueRow</name>
    <message>
        <source>{queue}: {n} waiting. Show who.</source>
        <translation>{queue}: {n} در انتظار. نمایش منتظران.</translation>
    </message>
    <message>
        <source>{queue}: longest wait {time}. Show the caller.</source>
        <translation>{queue}: طولانی‌ترین انتظار {time}. نمایش تماس‌گیرنده.</translation>
    </message>
    <message>
        <source>{queue}: {n} answered today. Show the calls.</source>
        <translation>{queue}: {n} پاسخ امروز. نمایش تماس‌ها.</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>پاسخ</translation>
    </message>
    <message>
        <source>{queue}: {n} lost today. Show the calls.</source>
        <translation>{queue}: {n} تماس بی‌پاسخ امروز. نمایش تماس‌ها.</translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>Queues</source>
        <translation>صف‌ها</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>صف</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>در انتظار</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>طولانی‌ترین انتظار</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>سطح خدمت</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>امروز</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>کارشناسان</translation>
    </message>
    <message>
        <source>Waiting, last 60 min</source>
        <translation>منتظران، ۶۰ دقیقهٔ اخیر</translation>
    </message>
    <message>
        <source>No queue is known yet.</source>
        <translation>هنوز صفی شناخته نیست.</translation>
    </message>
</context>
<context>
    <name>QueueTabs</name>
    <message>
        <source>All</source>
        <translation>همه</translation>
    </message>
</context>
<context>
    <name>QueuesPanel</name>
    <message>
        <source>This engine holds {n} waiting callers.</source>
        <translation>این موتور {n} تماس‌گیرنده را در صف نگه می‌دارد.</translation>
    </message>
    <message>
        <source>Queue {n}</source>
        <translation>صف {n}</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>صف‌ها</translation>
    </message>
    <message>
        <source>There is no queue: calls ring at once. Add one to let callers wait in order.</source>
        <translation>صفی نیست: تماس‌ها بی‌درنگ زنگ می‌خورند. برای انتظار به نوبت یک صف بیفزایید.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>صف</translation>
    </message>
    <message>
        <source>Add a queue</source>
        <translation>افزودن صف</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>حذف</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Sections</source>
        <translation>بخش‌ها</translation>
    </message>
    <message>
        <source>Desk</source>
        <translation>میز کار</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>گزارش‌ها</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>تنظیمات</translation>
    </message>
    <message>
        <source>About</source>
        <translation>درباره</translation>
    </message>
</context>
<context>
    <name>ReadyHead</name>
    <message>
        <source>Call a number or find a person</source>
        <translation>شماره بگیرید یا کسی را پیدا کنید</translation>
    </message>
    <message>
        <source>Search or dial</source>
        <translation>جستجو یا شماره‌گیری</translation>
    </message>
</context>
<context>
    <name>ReadyPage</name>
    <message>
        <source>mic test</source>
        <translation>آزمون میکروفن</translation>
    </message>
    <message>
        <source>Headset ready: {name}</source>
        <translation>هدست آماده: {name}</translation>
    </message>
    <message>
        <source>No microphone. Callers cannot hear you.</source>
        <translation>میکروفن نیست. تماس‌گیرنده صدای شما را نمی‌شنود.</translation>
    </message>
</context>
<context>
    <name>RecentCalls</name>
    <message>
        <source>{n} missed</source>
        <translation>{n} ازدست‌رفته</translation>
    </message>
    <message>
        <source>Recent calls</source>
        <translation>تماس‌های اخیر</translation>
    </message>
    <message>
        <source>No calls yet.</source>
        <translation>هنوز تماسی نیست.</translation>
    </message>
    <message>
        <source>Make a call</source>
        <translation>تماس گرفتن</translation>
    </message>
</context>
<context>
    <name>RecentRow</name>
    <message>
        <source>Number withheld</source>
        <translation>شمارهٔ پنهان</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>تماس دوباره</translation>
    </message>
    <message>
        <source>Call {number}</source>
        <translation>تماس با {number}</translation>
    </message>
    <message>
        <source>Listen to the message of {name}</source>
        <translation>شنیدن پیام {name}</translation>
    </message>
    <message>
        <source>Play message</source>
        <translation>شنیدن پیام</translation>
    </message>
    <message>
        <source>Outgoing, {time}</source>
        <translation>خروجی، {time}</translation>
    </message>
    <message>
        <source>Outgoing, not reached</source>
        <translation>خروجی، بی‌پاسخ</translation>
    </message>
    <message>
        <source>Incoming</source>
        <translation>ورودی</translation>
    </message>
    <message>
        <source>{queue}, {time}</source>
        <translation>{queue}، {time}</translation>
    </message>
    <message>
        <source>{about}, rated {rating} of 5</source>
        <translation>{about}، امتیاز {rating} از ۵</translation>
    </message>
    <message>
        <source>A colleague answered</source>
        <translation>همکار دیگری پاسخ داد</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>در جریان</translation>
    </message>
    <message>
        <source>Lost: the phone stopped</source>
        <translation>قطع شد: بخش تلفن از کار افتاد</translation>
    </message>
    <message>
        <source>Missed, rang out</source>
        <translation>ازدست‌رفته، زنگ بی‌پاسخ</translation>
    </message>
    <message>
        <source>Missed, the caller hung up</source>
        <translation>ازدست‌رفته، تماس‌گیرنده قطع کرد</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>رد شد</translation>
    </message>
    <message>
        <source>Left the queue</source>
        <translation>خروج از صف</translation>
    </message>
    <message>
        <source>Missed, the call failed</source>
        <translation>ازدست‌رفته، تماس ناموفق</translation>
    </message>
</context>
<context>
    <name>ReportTable</name>
    <message>
        <source>Figures by interval</source>
        <translation>ارقام هر بازه</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Counting…</source>
        <translation>در حال شمارش…</translation>
    </message>
    <message>
        <source>Service level: {definition}</source>
        <translation>سطح خدمت: {definition}</translation>
    </message>
    <message>
        <source>No call entered a queue in this period.</source>
        <translation>در این دوره هیچ تماسی وارد صف نشده است.</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>گزارش‌ها</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>نمودار</translation>
    </message>
    <message>
        <source>Weekdays and hours</source>
        <translation>روزها و ساعت‌ها</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>ذخیره</translation>
    </message>
</context>
<context>
    <name>RestBar</name>
    <message>
        <source>Call</source>
        <translation>تماس</translation>
    </message>
    <message>
        <source>Back to the desk</source>
        <translation>بازگشت به میز کار</translation>
    </message>
    <message>
        <source>Calls ring here as well.</source>
        <translation>تماس‌ها اینجا هم زنگ می‌خورند.</translation>
    </message>
    <message>
        <source>Earlier ticket {number}</source>
        <translation>تیکت پیشین {number}</translation>
    </message>
</context>
<context>
    <name>RingCard</name>
    <message>
        <source>waited {time}</source>
        <translation>{time} در انتظار بوده</translation>
    </message>
    <message>
        <source>+{n} more</source>
        <translation>{n} تماس دیگر</translation>
    </message>
    <message>
        <source>Incoming call from {name}</source>
        <translation>تماس ورودی از {name}</translation>
    </message>
    <message>
        <source>Direct call</source>
        <translation>تماس مستقیم</translation>
    </message>
    <message>
        <source>{last}, open ticket {ticket}: {subject}</source>
        <translation>{last}، تیکت باز {ticket}: {subject}</translation>
    </message>
    <message>
        <source>Ringing {time}</source>
        <translation>زنگ {time}</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>پاسخ</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رد تماس</translation>
    </message>
    <message>
        <source>Open the desk</source>
        <translation>باز کردن پنجره</translation>
    </message>
</context>
<context>
    <name>RingRow</name>
    <message>
        <source>Answer {name}</source>
        <translation>پاسخ به {name}</translation>
    </message>
    <message>
        <source>Decline {name}</source>
        <translation>رد تماس {name}</translation>
    </message>
</context>
<context>
    <name>RingStrip</name>
    <message>
        <source>Queue</source>
        <translation>صف</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>در انتظار بوده</translation>
    </message>
    <message>
        <source>Waited, rings again</source>
        <translation>در انتظار بوده، زنگ دوباره</translation>
    </message>
    <message>
        <source>+{n} more</source>
        <translation>{n} تماس دیگر</translation>
    </message>
    <message>
        <source>Incoming call from {name}</source>
        <translation>تماس ورودی از {name}</translation>
    </message>
    <message>
        <source>Goes ahead</source>
        <translation>خارج از نوبت</translation>
    </message>
    <message>
        <source>Asks to be called back</source>
        <translation>خواسته با او تماس بگیرید</translation>
    </message>
    <message>
        <source>Answer {name}</source>
        <translation>پاسخ به {name}</translation>
    </message>
    <message>
        <source>Decline {name}</source>
        <translation>رد تماس {name}</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>پاسخ</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>رد تماس</translation>
    </message>
    <message>
        <source>Other calls that are ringing</source>
        <translation>تماس‌های دیگری که زنگ می‌خورند</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Call {number}</source>
        <translation>تماس با {number}</translation>
    </message>
    <message>
        <source>Dial</source>
        <translation>شماره‌گیری</translation>
    </message>
    <message>
        <source>No calls made yet.</source>
        <translation>هنوز تماسی نگرفته‌اید.</translation>
    </message>
    <message>
        <source>Search people or dial</source>
        <translation>جستجوی افراد یا شماره‌گیری</translation>
    </message>
    <message>
        <source>Search or dial (Ctrl+K)</source>
        <translation>جستجو یا شماره‌گیری (Ctrl+K)</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>تنظیمات</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>جست‌وجو در تنظیمات</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>تنظیمی با این واژه‌ها نیست.</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>عیب‌یابی</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>بستن</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Shortcuts</source>
        <translation>میان‌برها</translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <source>Looking up the caller</source>
        <translation>در حال جستجوی تماس‌گیرنده</translation>
    </message>
</context>
<context>
    <name>SoundButton</name>
    <message>
        <source>Microphone</source>
        <translation>میکروفون</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>بلندگو</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>زنگ</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>پیش‌فرض سیستم</translation>
    </message>
    <message>
        <source>{name} (not plugged in)</source>
        <translation>{name} (وصل نیست)</translation>
    </message>
    <message>
        <source>Sound devices</source>
        <translation>دستگاه‌های صدا</translation>
    </message>
</context>
<context>
    <name>SoundFileEditor</name>
    <message>
        <source>All files in it can be played.</source>
        <translation>همهٔ پرونده‌های آن پخش می‌شوند.</translation>
    </message>
    <message>
        <source>It can be played: {length}</source>
        <translation>پخش می‌شود: {length}</translation>
    </message>
    <message>
        <source>Sounds (*.wav)</source>
        <translation>صداها (*.wav)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>انتخاب…</translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>Waiting in the last hour</source>
        <translation>منتظران در یک ساعت اخیر</translation>
    </message>
</context>
<context>
    <name>StatePill</name>
    <message>
        <source>Your state: {state}</source>
        <translation>وضعیت شما: {state}</translation>
    </message>
    <message>
        <source>then {state}</source>
        <translation>سپس {state}</translation>
    </message>
    <message>
        <source>After this call</source>
        <translation>پس از این تماس</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>خروج</translation>
    </message>
    <message>
        <source>Small window</source>
        <translation>پنجرهٔ کوچک</translation>
    </message>
</context>
<context>
    <name>Suggestions</name>
    <message>
        <source>Call</source>
        <translation>تماس</translation>
    </message>
</context>
<context>
    <name>TicketFoot</name>
    <message>
        <source>This call is logged on the draft even if you do not answer.</source>
        <translation>حتی اگر پاسخ ندهید، این تماس در پیش‌نویس ثبت می‌شود.</translation>
    </message>
    <message>
        <source>Choose {first}–{last} to finish</source>
        <translation>برای پایان، {first} تا {last} را انتخاب کنید</translation>
    </message>
    <message>
        <source>Save and go Ready</source>
        <translation>ذخیره و آماده شدن</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>ذخیره</translation>
    </message>
</context>
<context>
    <name>TicketHead</name>
    <message>
        <source>Created {time} at first ring</source>
        <translation>ساخته‌شده در {time} با اولین زنگ</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>ذخیره شد</translation>
    </message>
    <message>
        <source>Saved {ago}</source>
        <translation>ذخیره شد، {ago}</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>در حال ذخیره…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>ذخیره نشد</translation>
    </message>
</context>
<context>
    <name>TicketPane</name>
    <message>
        <source>Continue {ticket}</source>
        <translation>ادامهٔ {ticket}</translation>
    </message>
    <message>
        <source>New ticket</source>
        <translation>تیکت تازه</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>تیکت</translation>
    </message>
    <message>
        <source>New ticket or an open one</source>
        <translation>تیکت تازه یا تیکت باز</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>موضوع</translation>
    </message>
    <message>
        <source>What is this call about?</source>
        <translation>این تماس دربارهٔ چیست؟</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>دسته</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>انتخاب کنید…</translation>
    </message>
    <message>
        <source>Disposition</source>
        <translation>نتیجهٔ تماس</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>اولویت</translation>
    </message>
    <message>
        <source>Type while you listen. Every word is saved.</source>
        <translation>هنگام گوش دادن بنویسید. هر کلمه ذخیره می‌شود.</translation>
    </message>
    <message>
        <source>Not saved. Kept on this computer, trying again.</source>
        <translation>ذخیره نشد. روی همین رایانه نگه داشته شد و دوباره تلاش می‌شود.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>یادداشت</translation>
    </message>
    <message>
        <source>for this call</source>
        <translation>برای این تماس</translation>
    </message>
    <message>
        <source>After the call</source>
        <translation>پس از تماس</translation>
    </message>
    <message>
        <source>Before you finish</source>
        <translation>پیش از پایان</translation>
    </message>
</context>
<context>
    <name>TicketRow</name>
    <message>
        <source>No subject</source>
        <translation>بدون موضوع</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Nothing before this call.</source>
        <translation>پیش از این تماس چیزی ثبت نشده است.</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>Now</source>
        <translation>اکنون</translation>
    </message>
    <message>
        <source>Just now</source>
        <translation>همین حالا</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>What happened before</source>
        <translation>سوابق</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>در حال بارگیری…</translation>
    </message>
</context>
<context>
    <name>ToCallBack</name>
    <message>
        <source>To call back</source>
        <translation>در انتظار تماس برگشتی</translation>
    </message>
</context>
<context>
    <name>Today</name>
    <message>
        <source>answered</source>
        <translation>پاسخ</translation>
    </message>
    <message>
        <source>average wait</source>
        <translation>میانگین انتظار</translation>
    </message>
    <message>
        <source>service level</source>
        <translation>سطح خدمت</translation>
    </message>
    <message>
        <source>The mean wait of the calls that were answered today; those given up are not in it.</source>
        <translation>میانگین انتظار تماس‌هایی که امروز پاسخ داده شدند؛ تماس‌های رهاشده در آن نیستند.</translation>
    </message>
    <message>
        <source>Answered within the target of their queue, of all answered and abandoned calls of today but those given up within the first seconds.</source>
        <translation>سهم پاسخ تا زمان هدفِ هر صف، از همهٔ تماس‌های پاسخ‌داده و رهاشدهٔ امروز، جز آن‌ها که در چند ثانیهٔ نخست رها شدند.</translation>
    </message>
    <message>
        <source>Show the calls.</source>
        <translation>نمایش تماس‌ها.</translation>
    </message>
    <message>
        <source>Half of them waited less than {half}, nine of ten less than {most}.</source>
        <translation>نیمی از آن‌ها کمتر از {half} و از هر ده نفر نُه نفر کمتر از {most} منتظر ماندند.</translation>
    </message>
    <message>
        <source>Today, all queues</source>
        <translation>امروز، همهٔ صف‌ها</translation>
    </message>
    <message>
        <source>Calls by hour</source>
        <translation>تماس‌ها به ساعت</translation>
    </message>
</context>
<context>
    <name>TransferPanel</name>
    <message>
        <source>Consulting {name}</source>
        <translation>هماهنگی با {name}</translation>
    </message>
    <message>
        <source>The caller is on hold and hears nothing of this.</source>
        <translation>مشتری در انتظار موقت است و این گفتگو را نمی‌شنود.</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>افزودن نفر</translation>
    </message>
    <message>
        <source>Call them first, then bring all together.</source>
        <translation>اول با او تماس بگیرید، بعد همه را وصل کنید.</translation>
    </message>
    <message>
        <source>Transfer this call</source>
        <translation>انتقال این تماس</translation>
    </message>
    <message>
        <source>Type a number or a name.</source>
        <translation>شماره یا نامی بنویسید.</translation>
    </message>
    <message>
        <source>Nobody can be consulted in a queue.</source>
        <translation>از صف نمی‌توان مشورت گرفت.</translation>
    </message>
    <message>
        <source>Call them</source>
        <translation>تماس با او</translation>
    </message>
    <message>
        <source>Consult first</source>
        <translation>انتقال با هماهنگی</translation>
    </message>
    <message>
        <source>Join with {name}</source>
        <translation>وصل کردن به {name}</translation>
    </message>
    <message>
        <source>All together</source>
        <translation>همه با هم</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>انتقال</translation>
    </message>
    <message>
        <source>Number or name</source>
        <translation>شماره یا نام</translation>
    </message>
    <message>
        <source>Transfer now</source>
        <translation>انتقال مستقیم</translation>
    </message>
    <message>
        <source>Complete transfer</source>
        <translation>تکمیل انتقال</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>جابه‌جایی</translation>
    </message>
    <message>
        <source>Back to the caller</source>
        <translation>بازگشت به مشتری</translation>
    </message>
    <message>
        <source>queue, {n} waiting</source>
        <translation>صف، {n} منتظر</translation>
    </message>
</context>
<context>
    <name>UnnamedCaller</name>
    <message>
        <source>Name</source>
        <translation>نام</translation>
    </message>
    <message>
        <source>Who is calling?</source>
        <translation>چه کسی تماس گرفته است؟</translation>
    </message>
    <message>
        <source>New customer</source>
        <translation>مشتری تازه</translation>
    </message>
    <message>
        <source>Possible matches</source>
        <translation>موارد احتمالی</translation>
    </message>
    <message>
        <source>Not certain</source>
        <translation>قطعی نیست</translation>
    </message>
    <message>
        <source>Only the last eight digits agree. Ask before you choose.</source>
        <translation>فقط هشت رقم آخر یکی است. پیش از انتخاب بپرسید.</translation>
    </message>
    <message>
        <source>Several customers</source>
        <translation>چند مشتری</translation>
    </message>
    <message>
        <source>This number belongs to more than one customer. Choose who is calling.</source>
        <translation>این شماره برای بیش از یک مشتری ثبت شده است. مشخص کنید چه کسی تماس گرفته است.</translation>
    </message>
    <message>
        <source>Unknown number</source>
        <translation>شمارهٔ ناشناس</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>شمارهٔ پنهان</translation>
    </message>
    <message>
        <source>The caller hides the number. Ask for the name and search with Ctrl+K.</source>
        <translation>تماس‌گیرنده شماره‌اش را پنهان کرده است. نامش را بپرسید و با ⁦Ctrl+K⁩ جستجو کنید.</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>همکار</translation>
    </message>
    <message>
        <source>Extension {number}</source>
        <translation>داخلی {number}</translation>
    </message>
    <message>
        <source>This is a call from inside, no customer&apos;s.</source>
        <translation>این تماس از داخل سازمان است، نه از مشتری.</translation>
    </message>
    <message>
        <source>Not a telephone number</source>
        <translation>شمارهٔ تلفن نیست</translation>
    </message>
    <message>
        <source>What the network sent as the number is none. Ask for it.</source>
        <translation>آنچه شبکه به جای شماره فرستاده شماره نیست. شماره را بپرسید.</translation>
    </message>
    <message>
        <source>calling</source>
        <translation>این تماس</translation>
    </message>
    <message>
        <source>this call</source>
        <translation>این تماس</translation>
    </message>
</context>
<context>
    <name>WaitBar</name>
    <message>
        <source>of {time}</source>
        <translation>از {time}</translation>
    </message>
</context>
<context>
    <name>WaitingDelegate</name>
    <message>
        <source>Take</source>
        <translation>برداشتن</translation>
    </message>
</context>
<context>
    <name>WaitingList</name>
    <message>
        <source>Take {name}</source>
        <translation>برداشتن {name}</translation>
    </message>
    <message>
        <source>Move to another queue</source>
        <translation>انتقال به صف دیگر</translation>
    </message>
    <message>
        <source>Hang up now</source>
        <translation>پایان تماس، همین حالا</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>پایان تماس</translation>
    </message>
    <message>
        <source>Who waits</source>
        <translation>منتظران</translation>
    </message>
</context>
<context>
    <name>WaitingPage</name>
    <message>
        <source>Who waits</source>
        <translation>منتظران</translation>
    </message>
</context>
<context>
    <name>WaitingPanel</name>
    <message>
        <source>Nobody waits.</source>
        <translation>کسی در انتظار نیست.</translation>
    </message>
    <message>
        <source>Whole list</source>
        <translation>همهٔ فهرست</translation>
    </message>
    <message>
        <source>takes the next caller</source>
        <translation>تماس بعدی را برمی‌دارد</translation>
    </message>
    <message>
        <source>takes the next: {name}</source>
        <translation>نفر بعدی را برمی‌دارد: {name}</translation>
    </message>
</context>
<context>
    <name>WaitingTickets</name>
    <message>
        <source>{n} tickets</source>
        <translation>{n} تیکت</translation>
    </message>
    <message>
        <source>Waiting for me</source>
        <translation>در انتظار من</translation>
    </message>
    <message>
        <source>1 ticket</source>
        <translation>۱ تیکت</translation>
    </message>
    <message>
        <source>No tickets wait for you.</source>
        <translation>تیکتی در انتظار شما نیست.</translation>
    </message>
</context>
<context>
    <name>WallActs</name>
    <message>
        <source>Leave full screen (Esc)</source>
        <translation>خروج از تمام‌صفحه (Esc)</translation>
    </message>
    <message>
        <source>Full screen on {name}</source>
        <translation>تمام‌صفحه روی {name}</translation>
    </message>
    <message>
        <source>Full screen (F11)</source>
        <translation>تمام‌صفحه (F11)</translation>
    </message>
    <message>
        <source>Pick a minute of the past day (H)</source>
        <translation>انتخاب دقیقه‌ای از شبانه‌روز گذشته (H)</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>بازگشت به اکنون</translation>
    </message>
</context>
<context>
    <name>WallHours</name>
    <message>
        <source>Calls by hour</source>
        <translation>تماس‌ها به ساعت</translation>
    </message>
</context>
<context>
    <name>WallWindow</name>
    <message>
        <source>No news from the PBX.</source>
        <translation>از مرکز تلفن خبری نمی‌رسد.</translation>
    </message>
    <message>
        <source>Connecting again by itself</source>
        <translation>خودش دوباره وصل می‌شود</translation>
    </message>
    <message>
        <source>All numbers are from {time}, {n} s ago. Calls may still be ringing.</source>
        <translation>همهٔ اعداد مربوط به ساعت {time}، {n} ثانیه پیش است. شاید تماس‌ها همچنان زنگ بخورند.</translation>
    </message>
    <message>
        <source>Support floor</source>
        <translation>سالن پشتیبانی</translation>
    </message>
</context>
<context>
    <name>WhenPicker</name>
    <message>
        <source>Not understood. Write for example: tomorrow 15:30</source>
        <translation>نامفهوم است. برای نمونه بنویسید: فردا ۱۵:۳۰</translation>
    </message>
    <message>
        <source>That time has passed.</source>
        <translation>این زمان گذشته است.</translation>
    </message>
    <message>
        <source>By when</source>
        <translation>تا کی</translation>
    </message>
    <message>
        <source>tomorrow 15:30</source>
        <translation>فردا ۱۵:۳۰</translation>
    </message>
    <message>
        <source>In 30 min</source>
        <translation>۳۰ دقیقهٔ دیگر</translation>
    </message>
    <message>
        <source>In 1 hour</source>
        <translation>یک ساعت دیگر</translation>
    </message>
    <message>
        <source>Tomorrow 09:00</source>
        <translation>فردا ۰۹:۰۰</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>ماه قبل</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>ماه بعد</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Line fault › No service</source>
        <translation>خرابی خط › قطع کامل</translation>
    </message>
    <message>
        <source>Line fault › Intermittent</source>
        <translation>خرابی خط › قطع و وصل</translation>
    </message>
    <message>
        <source>Line fault › Slow</source>
        <translation>خرابی خط › کندی</translation>
    </message>
    <message>
        <source>Billing › Invoice</source>
        <translation>صورت‌حساب › فاکتور</translation>
    </message>
    <message>
        <source>Billing › Payment</source>
        <translation>صورت‌حساب › پرداخت</translation>
    </message>
    <message>
        <source>Line fault</source>
        <translation>خرابی خط</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>بازدید</translation>
    </message>
    <message>
        <source>Visit › Book</source>
        <translation>بازدید › ثبت</translation>
    </message>
    <message>
        <source>Visit › Missed</source>
        <translation>بازدید › انجام نشد</translation>
    </message>
    <message>
        <source>Billing</source>
        <translation>صورت‌حساب</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>فروش</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>شکایت</translation>
    </message>
    <message>
        <source>Product feedback</source>
        <translation>بازخورد محصول</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>موضوع دیگر</translation>
    </message>
    <message>
        <source>Visit booked</source>
        <translation>بازدید ثبت شد</translation>
    </message>
    <message>
        <source>Solved on the call</source>
        <translation>در همین تماس حل شد</translation>
    </message>
    <message>
        <source>Waiting for customer</source>
        <translation>در انتظار مشتری</translation>
    </message>
    <message>
        <source>Escalated</source>
        <translation>ارجاع به بالاتر</translation>
    </message>
    <message>
        <source>Information given</source>
        <translation>راهنمایی شد</translation>
    </message>
    <message>
        <source>Wrong number or silent</source>
        <translation>شمارهٔ اشتباه یا بی‌صدا</translation>
    </message>
    <message>
        <source>Tier 2 or supervisor</source>
        <translation>سطح ۲ یا سرپرست</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>پیش‌نویس</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>باز</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>معلق</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>حل‌شده</translation>
    </message>
    <message>
        <source>Continued</source>
        <translation>ادامه‌یافته</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>کم</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>عادی</translation>
    </message>
    <message>
        <source>High</source>
        <translation>زیاد</translation>
    </message>
    <message>
        <source>Urgent</source>
        <translation>فوری</translation>
    </message>
    <message>
        <source>Key account</source>
        <translation>مشتری ویژه</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>تلفن</translation>
    </message>
    <message>
        <source>Phone {n}</source>
        <translation>تلفن {n}</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>همراه</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>خانه</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>محل کار</translation>
    </message>
    <message>
        <source>Fax</source>
        <translation>فکس</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>فارسی</translation>
    </message>
    <message>
        <source>English</source>
        <translation>انگلیسی</translation>
    </message>
</context>
<context>
    <name>WrapUpBar</name>
    <message>
        <source>{name}, {time}</source>
        <translation>{name}، {time}</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>صدای ضبط‌شده</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>ذخیره شد</translation>
    </message>
    <message>
        <source>Transferred to {who}</source>
        <translation>انتقال به {who}</translation>
    </message>
    <message>
        <source>The line broke off</source>
        <translation>خط قطع شد</translation>
    </message>
    <message>
        <source>You ended the call</source>
        <translation>شما تماس را پایان دادید</translation>
    </message>
    <message>
        <source>Call ended by caller</source>
        <translation>مشتری تماس را پایان داد</translation>
    </message>
    <message>
        <source>Wrap-up, {left} s left of {total}</source>
        <translation>ثبت پس از تماس، {left} ثانیه از {total} مانده</translation>
    </message>
    <message>
        <source>At 0 your break begins, this form moves to Waiting for me</source>
        <translation>با رسیدن به ۰ استراحت شما آغاز می‌شود و این فرم به «منتظر من» می‌رود</translation>
    </message>
    <message>
        <source>At 0 you go Not ready, this form moves to Waiting for me</source>
        <translation>با رسیدن به ۰ «آماده نیست» می‌شوید و این فرم به «منتظر من» می‌رود</translation>
    </message>
    <message>
        <source>At 0 you go Ready, this form moves to Waiting for me</source>
        <translation>با رسیدن به ۰ آماده می‌شوید و این فرم به «منتظر من» می‌رود</translation>
    </message>
    <message>
        <source>Call again</source>
        <translation>تماس دوباره</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} ثانیه</translation>
    </message>
    <message>
        <source>30 s more (Ctrl++)</source>
        <translation>۳۰ ثانیه بیشتر (Ctrl++)</translation>
    </message>
    <message>
        <source>30 seconds more</source>
        <translation>۳۰ ثانیه بیشتر</translation>
    </message>
    <message>
        <source>Break after this</source>
        <translation>استراحت پس از این</translation>
    </message>
    <message>
        <source>Break after this (Ctrl+B)</source>
        <translation>استراحت پس از این (Ctrl+B)</translation>
    </message>
</context>
<context>
    <name>WrapUpForm</name>
    <message>
        <source>How did this call end?</source>
        <translation>این تماس چگونه پایان یافت؟</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>الزامی</translation>
    </message>
    <message>
        <source>Press {first}–{last}</source>
        <translation>کلیدهای {first} تا {last}</translation>
    </message>
</context>
<context>
    <name>_Heading</name>
    <message>
        <source>Phone account</source>
        <translation>حساب تلفن</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>شبکه</translation>
    </message>
    <message>
        <source>Sound devices</source>
        <translation>دستگاه‌های صوتی</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>پایگاه داده</translation>
    </message>
    <message>
        <source>SIP engine</source>
        <translation>موتور SIP</translation>
    </message>
    <message>
        <source>Program and settings</source>
        <translation>برنامه و تنظیمات</translation>
    </message>
</context>
<context>
    <name>_Month</name>
    <message>
        <source>Month before</source>
        <translation>ماه قبل</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>ماه بعد</translation>
    </message>
</context>
<context>
    <name>account</name>
    <message>
        <source>Fill in user and domain to get a line.</source>
        <translation>برای داشتن خط، کاربر و دامنه را پر کنید.</translation>
    </message>
    <message>
        <source>The phone is starting.</source>
        <translation>تلفن در حال آماده شدن است.</translation>
    </message>
    <message>
        <source>Registered as {account}. Calls reach you.</source>
        <translation>متصل با {account}. تماس‌ها به شما می‌رسند.</translation>
    </message>
    <message>
        <source>Connecting to the phone system.</source>
        <translation>در حال اتصال به سامانهٔ تلفن.</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>متصل نیست.</translation>
    </message>
</context>
<context>
    <name>countries</name>
    <message>
        <source>Iran</source>
        <translation>ایران</translation>
    </message>
    <message>
        <source>Afghanistan</source>
        <translation>افغانستان</translation>
    </message>
    <message>
        <source>Tajikistan</source>
        <translation>تاجیکستان</translation>
    </message>
    <message>
        <source>Iraq</source>
        <translation>عراق</translation>
    </message>
    <message>
        <source>Türkiye</source>
        <translation>ترکیه</translation>
    </message>
    <message>
        <source>United Arab Emirates</source>
        <translation>امارات متحدهٔ عربی</translation>
    </message>
    <message>
        <source>Armenia</source>
        <translation>ارمنستان</translation>
    </message>
    <message>
        <source>Azerbaijan</source>
        <translation>جمهوری آذربایجان</translation>
    </message>
    <message>
        <source>Germany</source>
        <translation>آلمان</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>بریتانیا</translation>
    </message>
    <message>
        <source>France</source>
        <translation>فرانسه</translation>
    </message>
    <message>
        <source>Sweden</source>
        <translation>سوئد</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>ایالات متحده</translation>
    </message>
    <message>
        <source>Canada</source>
        <translation>کانادا</translation>
    </message>
    <message>
        <source>Australia</source>
        <translation>استرالیا</translation>
    </message>
</context>
<context>
    <name>doctor</name>
    <message>
        <source>Desk App {detail}</source>
        <translation>Desk App {detail}</translation>
    </message>
    <message>
        <source>{detail}</source>
        <translation>{detail}</translation>
    </message>
    <message>
        <source>Data folder: {detail}</source>
        <translation>پوشهٔ داده‌ها: {detail}</translation>
    </message>
    <message>
        <source>All settings are understood.</source>
        <translation>همهٔ تنظیمات درست‌اند.</translation>
    </message>
    <message>
        <source>A setting cannot be used: {detail}</source>
        <translation>یکی از تنظیمات قابل استفاده نیست: {detail}</translation>
    </message>
    <message>
        <source>The settings file cannot be read: {detail}</source>
        <translation>پروندهٔ تنظیمات خوانده نمی‌شود: {detail}</translation>
    </message>
    <message>
        <source>The keyring has the password of {detail}.</source>
        <translation>گذرواژهٔ {detail} در دسته‌کلید سیستم هست.</translation>
    </message>
    <message>
        <source>The keyring has no password for {detail}.</source>
        <translation>گذرواژهٔ {detail} در دسته‌کلید سیستم نیست.</translation>
    </message>
    <message>
        <source>The keyring cannot be used: {detail}</source>
        <translation>دسته‌کلید سیستم در دسترس نیست: {detail}</translation>
    </message>
    <message>
        <source>{detail} is registered.</source>
        <translation>{detail} متصل است.</translation>
    </message>
    <message>
        <source>{detail} is not registered.</source>
        <translation>{detail} متصل نیست.</translation>
    </message>
    <message>
        <source>There is no phone account; direct calls only.</source>
        <translation>حساب تلفن تعریف نشده است؛ فقط تماس مستقیم.</translation>
    </message>
    <message>
        <source>Direct calls can come in at {detail}.</source>
        <translation>تماس مستقیم از {detail} پذیرفته می‌شود.</translation>
    </message>
    <message>
        <source>The phone system answers at {detail}.</source>
        <translation>سامانهٔ تلفن در {detail} پاسخ می‌دهد.</translation>
    </message>
    <message>
        <source>The phone system&apos;s address is known: {detail}</source>
        <translation>نشانی سامانهٔ تلفن پیدا شد: {detail}</translation>
    </message>
    <message>
        <source>The phone system&apos;s address was not found: {detail}</source>
        <translation>نشانی سامانهٔ تلفن پیدا نشد: {detail}</translation>
    </message>
    <message>
        <source>The phone system does not answer: {detail}</source>
        <translation>سامانهٔ تلفن پاسخ نمی‌دهد: {detail}</translation>
    </message>
    <message>
        <source>Microphones: {detail}</source>
        <translation>میکروفون‌ها: {detail}</translation>
    </message>
    <message>
        <source>Speakers: {detail}</source>
        <translation>بلندگوها: {detail}</translation>
    </message>
    <message>
        <source>There is no sound device to speak into.</source>
        <translation>هیچ میکروفونی پیدا نشد.</translation>
    </message>
    <message>
        <source>There is no sound device to hear with.</source>
        <translation>هیچ گوشی یا بلندگویی پیدا نشد.</translation>
    </message>
    <message>
        <source>A chosen sound device is not there: {detail}</source>
        <translation>دستگاه صوتی انتخاب‌شده وصل نیست: {detail}</translation>
    </message>
    <message>
        <source>There is no database yet; the desk makes one.</source>
        <translation>هنوز پایگاه داده‌ای نیست؛ برنامه خودش می‌سازد.</translation>
    </message>
    <message>
        <source>The database is whole.</source>
        <translation>پایگاه داده سالم است.</translation>
    </message>
    <message>
        <source>The database is damaged: {detail}</source>
        <translation>پایگاه داده آسیب دیده است: {detail}</translation>
    </message>
    <message>
        <source>The team&apos;s database answers: {detail}</source>
        <translation>پایگاه دادهٔ گروه پاسخ می‌دهد: {detail}</translation>
    </message>
    <message>
        <source>The database cannot be used: {detail}</source>
        <translation>پایگاه داده قابل استفاده نیست: {detail}</translation>
    </message>
    <message>
        <source>Free on its disk: {detail} GB</source>
        <translation>فضای خالی دیسک: {detail} گیگابایت</translation>
    </message>
    <message>
        <source>Only {detail} GB is free on its disk.</source>
        <translation>فقط {detail} گیگابایت از دیسک خالی است.</translation>
    </message>
    <message>
        <source>SIP engine {detail}</source>
        <translation>موتور SIP {detail}</translation>
    </message>
    <message>
        <source>The SIP engine does not run.</source>
        <translation>موتور SIP کار نمی‌کند.</translation>
    </message>
    <message>
        <source>This engine holds {detail} waiting callers.</source>
        <translation>این موتور {detail} تماس‌گیرنده را در صف نگه می‌دارد.</translation>
    </message>
    <message>
        <source>A desk is open on this data folder; its Doctor page tells about the line.</source>
        <translation>برنامه با همین پوشه باز است؛ وضعیت خط را در صفحهٔ عیب‌یابی آن ببینید.</translation>
    </message>
    <message>
        <source>The engine reports {detail}.</source>
        <translation>گزارش موتور: {detail}</translation>
    </message>
    <message>
        <source>Correct it here or in settings.toml; its default is used meanwhile.</source>
        <translation>آن را همین‌جا یا در settings.toml اصلاح کنید؛ تا آن زمان پیش‌فرضش به کار می‌رود.</translation>
    </message>
    <message>
        <source>Mend settings.toml; it is not used meanwhile.</source>
        <translation>پروندهٔ settings.toml را درست کنید؛ تا آن زمان به کار نمی‌رود.</translation>
    </message>
    <message>
        <source>Enter it under Settings, Phone account.</source>
        <translation>آن را در تنظیمات، بخش حساب تلفن وارد کنید.</translation>
    </message>
    <message>
        <source>Install or unlock the system&apos;s keyring, or type the password at each start.</source>
        <translation>دسته‌کلید سیستم را نصب یا باز کنید، یا هر بار گذرواژه را وارد کنید.</translation>
    </message>
    <message>
        <source>Check the account, its password, and the network.</source>
        <translation>حساب، گذرواژه و شبکه را بررسی کنید.</translation>
    </message>
    <message>
        <source>Check the domain, then the network and its DNS.</source>
        <translation>دامنه و سپس شبکه و DNS را بررسی کنید.</translation>
    </message>
    <message>
        <source>Check the network, the VPN, and the firewall.</source>
        <translation>شبکه، VPN و دیوار آتش را بررسی کنید.</translation>
    </message>
    <message>
        <source>Plug in a headset; callers hear nothing.</source>
        <translation>هدست را وصل کنید؛ تماس‌گیرنده صدای شما را نمی‌شنود.</translation>
    </message>
    <message>
        <source>Plug in a headset; you hear nothing.</source>
        <translation>هدست را وصل کنید؛ شما صدایی نمی‌شنوید.</translation>
    </message>
    <message>
        <source>Plug it in, or choose another under Settings, Sound.</source>
        <translation>آن را وصل کنید یا در تنظیمات، بخش صدا دستگاه دیگری انتخاب کنید.</translation>
    </message>
    <message>
        <source>Put back a backup (docs/administrators.md).</source>
        <translation>نسخهٔ پشتیبان را برگردانید (docs/administrators.md).</translation>
    </message>
    <message>
        <source>See docs/administrators.md.</source>
        <translation>docs/administrators.md را ببینید.</translation>
    </message>
    <message>
        <source>Free some space: recordings and words could be lost.</source>
        <translation>کمی فضا خالی کنید: ممکن است ضبط‌ها و نوشته‌ها از دست بروند.</translation>
    </message>
    <message>
        <source>It allows few calls and old encryption only. Build ours: dev.py engine.</source>
        <translation>این نسخه فقط چند تماس و رمزنگاری قدیمی را می‌پذیرد. نسخهٔ خودمان را بسازید: dev.py engine</translation>
    </message>
    <message>
        <source>It is started again by itself; if it stays so, see engine.log in the data folder&apos;s logs.</source>
        <translation>خودش دوباره اجرا می‌شود؛ اگر نشد، engine.log را در پوشهٔ logs ببینید.</translation>
    </message>
</context>
<context>
    <name>keys</name>
    <message>
        <source>Answer, or take the next waiting caller</source>
        <translation>پاسخ، یا گرفتن نفر بعدی صف</translation>
    </message>
    <message>
        <source>Decline, hang up</source>
        <translation>رد تماس، پایان تماس</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>بی‌صدا</translation>
    </message>
    <message>
        <source>Hold, resume</source>
        <translation>انتظار موقت، ازسرگیری</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>انتقال</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>افزودن نفر</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>صفحه‌کلید</translation>
    </message>
    <message>
        <source>Record on, off</source>
        <translation>آغاز و پایان ضبط</translation>
    </message>
    <message>
        <source>Search, dial</source>
        <translation>جستجو، شماره‌گیری</translation>
    </message>
    <message>
        <source>Numbers dialled last</source>
        <translation>شماره‌هایی که گرفته‌اید</translation>
    </message>
    <message>
        <source>Break now, or after this call</source>
        <translation>استراحت، همین حالا یا پس از تماس</translation>
    </message>
    <message>
        <source>Who waits in my queues</source>
        <translation>منتظران صف‌های من</translation>
    </message>
    <message>
        <source>Small window, whole window</source>
        <translation>پنجرهٔ کوچک، پنجرهٔ کامل</translation>
    </message>
    <message>
        <source>30 s more wrap-up</source>
        <translation>۳۰ ثانیه بیشتر برای ثبت</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>تنظیمات</translation>
    </message>
    <message>
        <source>All shortcuts</source>
        <translation>همهٔ میان‌برها</translation>
    </message>
    <message>
        <source>Continue the suggested ticket</source>
        <translation>ادامهٔ تیکت پیشنهادی</translation>
    </message>
    <message>
        <source>Promise a call back</source>
        <translation>قول تماس</translation>
    </message>
    <message>
        <source>Save; in wrap-up save and go Ready</source>
        <translation>ذخیره؛ پس از تماس، ذخیره و آماده شدن</translation>
    </message>
    <message>
        <source>How the call ended (in the list)</source>
        <translation>نتیجهٔ تماس (در فهرست)</translation>
    </message>
    <message>
        <source>Close the top layer</source>
        <translation>بستن لایهٔ رویی</translation>
    </message>
</context>
<context>
    <name>number</name>
    <message>
        <source>Call {number}</source>
        <translation>تماس با {number}</translation>
    </message>
    <message>
        <source>Copy {number}</source>
        <translation>کپی {number}</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>The phone system refused the password. Enter it again.</source>
        <translation>مرکز تلفن گذرواژه را نپذیرفت. آن را دوباره وارد کنید.</translation>
    </message>
    <message>
        <source>Line lost, calls do not reach you. The phone system does not answer; check the network, trying again.</source>
        <translation>خط قطع است و تماس‌ها به شما نمی‌رسد. مرکز تلفن پاسخ نمی‌دهد؛ شبکه را بررسی کنید، دوباره تلاش می‌شود.</translation>
    </message>
    <message>
        <source>The phone system refused this extension. Ask its administrator.</source>
        <translation>مرکز تلفن این داخلی را نپذیرفت. از مدیر آن بپرسید.</translation>
    </message>
    <message>
        <source>The phone system&apos;s certificate is not valid, so nothing was sent to it. Ask its administrator.</source>
        <translation>گواهی مرکز تلفن معتبر نیست و چیزی به آن فرستاده نشد. از مدیر آن بپرسید.</translation>
    </message>
    <message>
        <source>The phone system&apos;s address was not found. Check the domain in the settings.</source>
        <translation>نشانی مرکز تلفن پیدا نشد. دامنه را در تنظیمات بررسی کنید.</translation>
    </message>
    <message>
        <source>The phone account in the settings is not usable. Check user and domain.</source>
        <translation>حساب تلفن در تنظیمات درست نیست. کاربر و دامنه را بررسی کنید.</translation>
    </message>
    <message>
        <source>Direct calls cannot come in: another program uses the address. Close it or change the port in the settings.</source>
        <translation>تماس مستقیم وارد نمی‌شود: برنامهٔ دیگری از این نشانی استفاده می‌کند. آن را ببندید یا درگاه را در تنظیمات عوض کنید.</translation>
    </message>
    <message>
        <source>The call journal cannot be written. Calls go on; free some disk space.</source>
        <translation>دفتر تماس نوشته نمی‌شود. تماس‌ها ادامه دارد؛ کمی از فضای دیسک را خالی کنید.</translation>
    </message>
    <message>
        <source>The call journal was damaged and is kept aside; a new one is in use. Tell your administrator if calls are missing.</source>
        <translation>دفتر تماس آسیب دیده بود و کنار گذاشته شد؛ دفتر تازه‌ای به کار می‌رود. اگر تماسی کم است، به مدیر سیستم خبر دهید.</translation>
    </message>
    <message>
        <source>No more calls at once. Hang up one first.</source>
        <translation>تماس هم‌زمان بیشتری ممکن نیست. نخست یکی را پایان دهید.</translation>
    </message>
    <message>
        <source>That call is over.</source>
        <translation>آن تماس تمام شده است.</translation>
    </message>
    <message>
        <source>That is not possible in this state of the call.</source>
        <translation>در این وضعیت تماس، این کار ممکن نیست.</translation>
    </message>
    <message>
        <source>This number cannot be dialled. Check it.</source>
        <translation>این شماره را نمی‌توان گرفت. آن را بررسی کنید.</translation>
    </message>
    <message>
        <source>The transfer failed. The caller is still with you.</source>
        <translation>انتقال انجام نشد. مشتری هنوز با شماست.</translation>
    </message>
    <message>
        <source>The phone is starting.</source>
        <translation>تلفن در حال آماده شدن است.</translation>
    </message>
    <message>
        <source>The phone stopped and starts again. Calls in hand were cut off; their tickets are kept.</source>
        <translation>تلفن از کار افتاد و دوباره راه می‌افتد. تماس‌های جاری قطع شد؛ تیکت‌های آن‌ها محفوظ است.</translation>
    </message>
    <message>
        <source>The phone does not start, so no calls come in; trying again. Ask your administrator to run desk-app doctor.</source>
        <translation>تلفن راه نمی‌افتد و تماسی به شما نمی‌رسد؛ دوباره تلاش می‌شود. از مدیر سیستم بخواهید desk-app doctor را اجرا کند.</translation>
    </message>
    <message>
        <source>No sound device was found. Plug in a headset; it is taken at once.</source>
        <translation>دستگاه صدا پیدا نشد. هدستی وصل کنید؛ بی‌درنگ به کار گرفته می‌شود.</translation>
    </message>
    <message>
        <source>The chosen sound device is not there. The system&apos;s own is used until it is back.</source>
        <translation>دستگاه صدای انتخاب‌شده وصل نیست. تا دوباره وصل شود، دستگاه پیش‌فرض سیستم به کار می‌رود.</translation>
    </message>
    <message>
        <source>The sound of this call cannot be set up. Hang up and call again.</source>
        <translation>صدای این تماس برقرار نمی‌شود. تماس را پایان دهید و دوباره بگیرید.</translation>
    </message>
    <message>
        <source>This call is not being recorded: the file cannot be written. Free some disk space, then record again.</source>
        <translation>این تماس ضبط نمی‌شود: پرونده نوشته نمی‌شود. کمی از فضای دیسک را خالی کنید و دوباره ضبط کنید.</translation>
    </message>
    <message>
        <source>No sound from the caller for 3 seconds. Ask them to call again if it stays.</source>
        <translation>۳ ثانیه است که صدایی از مشتری نمی‌آید. اگر ادامه یافت، بخواهید دوباره تماس بگیرد.</translation>
    </message>
    <message>
        <source>The caller cannot hear you: your microphone is silent. Check the headset&apos;s own mute switch.</source>
        <translation>مشتری صدای شما را نمی‌شنود: میکروفون شما ساکت است. کلید بی‌صدای خود هدست را بررسی کنید.</translation>
    </message>
    <message>
        <source>The database is busy. Words are kept on this computer, trying again.</source>
        <translation>پایگاه داده مشغول است. نوشته‌ها در همین رایانه می‌ماند و دوباره تلاش می‌شود.</translation>
    </message>
    <message>
        <source>The disk is full. Words are kept for now; free some space.</source>
        <translation>دیسک پر است. نوشته‌ها فعلاً نگه داشته می‌شود؛ کمی از فضای دیسک را خالی کنید.</translation>
    </message>
    <message>
        <source>The database cannot be written. Words are kept for now; check the folder&apos;s permissions.</source>
        <translation>در پایگاه داده نمی‌توان نوشت. نوشته‌ها فعلاً نگه داشته می‌شود؛ دسترسی پوشه را بررسی کنید.</translation>
    </message>
    <message>
        <source>The database is damaged. Calls go on and are journalled; restore a backup.</source>
        <translation>پایگاه داده آسیب دیده است. تماس‌ها ادامه دارد و ثبت می‌شود؛ نسخهٔ پشتیبان را برگردانید.</translation>
    </message>
    <message>
        <source>The database belongs to a newer Desk App and was not touched. Calls go on; update this program.</source>
        <translation>پایگاه داده از نسخهٔ تازه‌تر Desk App است و دست‌نخورده ماند. تماس‌ها ادامه دارد؛ برنامه را به‌روز کنید.</translation>
    </message>
    <message>
        <source>The database does not answer. Words are kept on this computer, trying again.</source>
        <translation>پایگاه داده پاسخ نمی‌دهد. نوشته‌ها در همین رایانه می‌ماند و دوباره تلاش می‌شود.</translation>
    </message>
    <message>
        <source>The team&apos;s database does not accept your login. Words are kept on this computer; enter the password, or ask your administrator.</source>
        <translation>پایگاه دادهٔ گروه شما را نپذیرفت. نوشته‌ها در همین رایانه می‌ماند؛ گذرواژه را وارد کنید یا از مدیر سیستم بپرسید.</translation>
    </message>
    <message>
        <source>Your login has no right to this in the team&apos;s database. Ask your administrator.</source>
        <translation>در پایگاه دادهٔ گروه اجازهٔ این کار را ندارید. از مدیر سیستم بپرسید.</translation>
    </message>
    <message>
        <source>The team&apos;s database is older than this Desk App. Words are kept on this computer until your administrator brings it up to date.</source>
        <translation>پایگاه دادهٔ گروه از این نسخهٔ Desk App قدیمی‌تر است. نوشته‌ها در همین رایانه می‌ماند تا مدیر سیستم آن را به‌روز کند.</translation>
    </message>
    <message>
        <source>The settings file cannot be read, so the settings from before are used. Mend the file; it is read again at once.</source>
        <translation>پروندهٔ تنظیمات خوانده نمی‌شود و تنظیمات پیشین به کار می‌رود. پرونده را درست کنید؛ بی‌درنگ دوباره خوانده می‌شود.</translation>
    </message>
    <message>
        <source>The settings file cannot be written. The change holds until you close the desk.</source>
        <translation>پروندهٔ تنظیمات نوشته نمی‌شود. تغییر تا بستن برنامه برقرار می‌ماند.</translation>
    </message>
    <message>
        <source>One setting is not usable, so its default is used. Correct it in the file.</source>
        <translation>یکی از تنظیمات درست نیست و مقدار پیش‌فرض آن به کار می‌رود. آن را در پرونده اصلاح کنید.</translation>
    </message>
    <message>
        <source>There is no password for the phone account, so it is not connected. Enter it.</source>
        <translation>حساب تلفن گذرواژه ندارد و متصل نیست. گذرواژه را وارد کنید.</translation>
    </message>
    <message>
        <source>This computer has no safe place for the password. Unlock its keyring, or enter the password for today.</source>
        <translation>این رایانه جای امنی برای گذرواژه ندارد. قفل دسته‌کلید را باز کنید یا گذرواژه را برای امروز وارد کنید.</translation>
    </message>
    <message>
        <source>{name}, {time}: {words}</source>
        <translation>{name}، {time}: {words}</translation>
    </message>
    <message>
        <source>Something failed: {name}.</source>
        <translation>کاری ناموفق بود: {name}.</translation>
    </message>
    <message>
        <source>A queue is left out, because one of its settings cannot be used. Correct it in the file.</source>
        <translation>یک صف کنار گذاشته شد، چون یکی از تنظیم‌هایش قابل استفاده نیست. آن را در پرونده درست کنید.</translation>
    </message>
    <message>
        <source>You did not take the caller, who waits on in the same place. No more are offered until you are ready.</source>
        <translation>به تماس پاسخ ندادید و تماس‌گیرنده در همان جای صف منتظر است. تا آماده نشوید تماس دیگری نمی‌آید.</translation>
    </message>
    <message>
        <source>There is no news of the phone system: the team&apos;s queues are not shown until it is back. Calls may still ring.</source>
        <translation>از مرکز تلفن خبری نمی‌رسد: صف‌های تیم تا برقراری دوباره نشان داده نمی‌شوند. شاید تماس‌ها همچنان زنگ بخورند.</translation>
    </message>
    <message>
        <source>Your role does not allow this. Ask a supervisor to do it.</source>
        <translation>نقش شما اجازهٔ این کار را ندارد. از سرپرست بخواهید انجامش دهد.</translation>
    </message>
    <message>
        <source>Too late: that caller or queue is not there any more.</source>
        <translation>دیر شد: آن تماس‌گیرنده یا صف دیگر آنجا نیست.</translation>
    </message>
    <message>
        <source>The phone system refused this. Try again, or tell your administrator.</source>
        <translation>مرکز تلفن این کار را نپذیرفت. دوباره امتحان کنید یا به مدیر سامانه خبر دهید.</translation>
    </message>
    <message>
        <source>Nobody carried this out: the phone system is not reached. Try again.</source>
        <translation>کسی این کار را انجام نداد: ارتباط با مرکز تلفن برقرار نیست. دوباره امتحان کنید.</translation>
    </message>
</context>
<context>
    <name>queue</name>
    <message>
        <source>{queue}: answered today</source>
        <translation>{queue}: پاسخ‌داده‌شدهٔ امروز</translation>
    </message>
    <message>
        <source>{queue}: answered in time today</source>
        <translation>{queue}: پاسخ‌داده‌شدهٔ به‌موقع امروز</translation>
    </message>
    <message>
        <source>Over limit</source>
        <translation>بیش از حد مجاز</translation>
    </message>
    <message>
        <source>Near limit</source>
        <translation>نزدیک حد مجاز</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>عادی</translation>
    </message>
    <message>
        <source>waiting</source>
        <comment>after a number: 8 waiting</comment>
        <translation>در انتظار</translation>
    </message>
    <message>
        <source>longest</source>
        <comment>before a time: longest 02:41</comment>
        <translation>طولانی‌ترین</translation>
    </message>
    <message>
        <source>limit {time}</source>
        <translation>حد مجاز {time}</translation>
    </message>
    <message>
        <source>Expected wait: no agent</source>
        <translation>انتظار تخمینی: کارشناسی نیست</translation>
    </message>
    <message>
        <source>Expected wait {time}</source>
        <translation>انتظار تخمینی {time}</translation>
    </message>
    <message>
        <source>Expected wait {time}, lately {error}</source>
        <comment>lately ±1 min</comment>
        <translation>انتظار تخمینی {time}، خطای اخیر {error}</translation>
    </message>
    <message>
        <source>Number withheld</source>
        <translation>شمارهٔ پنهان</translation>
    </message>
    <message>
        <source>asked to be called back</source>
        <translation>خواسته با او تماس بگیرید</translation>
    </message>
    <message>
        <source>rings at you</source>
        <translation>زنگ نزد شما</translation>
    </message>
    <message>
        <source>goes ahead</source>
        <translation>خارج از نوبت</translation>
    </message>
    <message>
        <source>Back to the queue, in the same place ({key}). No more are offered then.</source>
        <translation>بازگشت به صف، در همان جای خود ({key}). سپس تماس دیگری به شما داده نمی‌شود.</translation>
    </message>
    <message>
        <source>Decline ({key})</source>
        <translation>رد تماس ({key})</translation>
    </message>
    <message>
        <source>Call back</source>
        <translation>تماس برگشتی</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>پاسخ</translation>
    </message>
    <message>
        <source>Dial {number} ({key})</source>
        <translation>شماره‌گیری {number} ({key})</translation>
    </message>
    <message>
        <source>Answer ({key})</source>
        <translation>پاسخ ({key})</translation>
    </message>
    <message>
        <source>Dials {number}</source>
        <translation>شماره‌گیری {number}</translation>
    </message>
    <message>
        <source>place {n} of {all}</source>
        <translation>نفر {n} از {all}</translation>
    </message>
    <message>
        <source>place {n}</source>
        <translation>نفر {n}</translation>
    </message>
</context>
<context>
    <name>queues</name>
    <message>
        <source>The folder of sounds for the queues is not there; the built-in ones are played.</source>
        <translation>پوشهٔ صداهای صف نیست؛ صداهای خود برنامه پخش می‌شوند.</translation>
    </message>
    <message>
        <source>A sound for the queues has a name that means nothing and is never played.</source>
        <translation>نام یکی از صداهای صف معنایی ندارد و هرگز پخش نمی‌شود.</translation>
    </message>
    <message>
        <source>A sound for the queues cannot be read; the built-in one is played.</source>
        <translation>یکی از صداهای صف خوانده نمی‌شود؛ صدای خود برنامه پخش می‌شود.</translation>
    </message>
    <message>
        <source>A sound for the queues is no WAV file (PCM); the built-in one is played.</source>
        <translation>یکی از صداهای صف پروندهٔ WAV (PCM) نیست؛ صدای خود برنامه پخش می‌شود.</translation>
    </message>
    <message>
        <source>A sound for the queues has not 16 bits; the built-in one is played.</source>
        <translation>یکی از صداهای صف ۱۶ بیتی نیست؛ صدای خود برنامه پخش می‌شود.</translation>
    </message>
    <message>
        <source>A sound for the queues is neither mono nor stereo; the built-in one is played.</source>
        <translation>یکی از صداهای صف نه تک‌کاناله است نه دوکاناله؛ صدای خود برنامه پخش می‌شود.</translation>
    </message>
    <message>
        <source>A sound for the queues has not 8, 16, 44.1 or 48 kHz; the built-in one is played.</source>
        <translation>یکی از صداهای صف ۸، ۱۶، ۴۴٫۱ یا ۴۸ کیلوهرتز نیست؛ صدای خود برنامه پخش می‌شود.</translation>
    </message>
    <message>
        <source>A sound for the queues is cut off; the built-in one is played.</source>
        <translation>یکی از صداهای صف ناتمام است؛ صدای خود برنامه پخش می‌شود.</translation>
    </message>
    <message>
        <source>A sound for the queues is too short; the built-in one is played.</source>
        <translation>یکی از صداهای صف بیش از اندازه کوتاه است؛ صدای خود برنامه پخش می‌شود.</translation>
    </message>
    <message>
        <source>A sound for the queues is too long; the built-in one is played.</source>
        <translation>یکی از صداهای صف بیش از اندازه بلند است؛ صدای خود برنامه پخش می‌شود.</translation>
    </message>
    <message>
        <source>Enter a name of visible letters.</source>
        <translation>نامی با حروف دیدنی وارد کنید.</translation>
    </message>
    <message>
        <source>{piece} is no number that can be called.</source>
        <translation>{piece} شماره‌ای نیست که بتوان گرفت.</translation>
    </message>
    <message>
        <source>{piece} cannot be read. Write days, then hours: Sat-Wed 08:00-20:00.</source>
        <translation>{piece} خوانا نیست. روزها و سپس ساعت‌ها را بنویسید: شنبه تا چهارشنبه ۸ تا ۲۰.</translation>
    </message>
    <message>
        <source>{piece} is no day of the week.</source>
        <translation>{piece} روز هفته نیست.</translation>
    </message>
    <message>
        <source>{piece} is no time from and to: 08:00-20:00.</source>
        <translation>{piece} ساعت آغاز و پایان نیست: ۸:۰۰ تا ۲۰:۰۰.</translation>
    </message>
    <message>
        <source>{piece} is no date. Write it as 2027-03-21 or 1406-01-01.</source>
        <translation>{piece} تاریخ نیست. مانند ۱۴۰۶/۰۱/۰۱ یا ۲۰۲۷/۰۳/۲۱ بنویسید.</translation>
    </message>
    <message>
        <source>Write a tag and a number from 1 to 1000 on each line: key account = 10.</source>
        <translation>در هر سطر یک برچسب و عددی از ۱ تا ۱۰۰۰ بنویسید: مشتری کلیدی = ۱۰.</translation>
    </message>
    <message>
        <source>Enter the number to forward to first.</source>
        <translation>نخست شمارهٔ انتقال را وارد کنید.</translation>
    </message>
    <message>
        <source>Another queue has this name.</source>
        <translation>صف دیگری این نام را دارد.</translation>
    </message>
    <message>
        <source>Another queue has the number {piece}.</source>
        <translation>صف دیگری شمارهٔ {piece} را دارد.</translation>
    </message>
</context>
<context>
    <name>reports</name>
    <message>
        <source>So long a period has too many rows. Choose longer intervals.</source>
        <translation>جدول چنین دوره‌ای بیش از حد بلند می‌شود. بازه‌های بلندتری انتخاب کنید.</translation>
    </message>
    <message>
        <source>The calls could not be read.</source>
        <translation>تماس‌ها خوانده نشدند.</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>ذخیره شد: {name}</translation>
    </message>
    <message>
        <source>Answered within {target} s, of the answered and the abandoned calls, but not the short ones.</source>
        <translation>پاسخ تا {target} ثانیه، نسبت به تماس‌های پاسخ‌داده و خروج از صف، بدون خروج‌های زودهنگام.</translation>
    </message>
    <message>
        <source>As Asterisk counts: answered within {target} s, of the answered calls alone; who gave up is not seen in it.</source>
        <translation>به شیوهٔ Asterisk: پاسخ تا {target} ثانیه، فقط نسبت به تماس‌های پاسخ‌داده؛ کسانی که صف را ترک کرده‌اند در آن دیده نمی‌شوند.</translation>
    </message>
    <message>
        <source>As Amazon Connect counts: answered or abandoned within {target} s, of all calls that left the queue.</source>
        <translation>به شیوهٔ Amazon Connect: پاسخ یا خروج تا {target} ثانیه، نسبت به همهٔ تماس‌هایی که از صف بیرون رفته‌اند.</translation>
    </message>
    <message>
        <source>The caller gave up within {short} s of entering the queue.</source>
        <translation>تماس‌گیرنده کمتر از {short} ثانیه پس از ورود به صف قطع کرده است.</translation>
    </message>
    <message>
        <source>Offered</source>
        <translation>ورودی</translation>
    </message>
    <message>
        <source>Calls that entered the queue in the interval.</source>
        <translation>تماس‌هایی که در این بازه وارد صف شده‌اند.</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>پاسخ‌داده</translation>
    </message>
    <message>
        <source>An agent answered, whenever that was.</source>
        <translation>کارشناسی پاسخ داده است، هر زمان که بوده باشد.</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>خروج از صف</translation>
    </message>
    <message>
        <source>The caller gave up while waiting.</source>
        <translation>تماس‌گیرنده در انتظار منصرف شده است.</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>خروج زودهنگام</translation>
    </message>
    <message>
        <source>Overflowed</source>
        <translation>ردشده از صف</translation>
    </message>
    <message>
        <source>Ended unserved though the caller had not given up: full, closed, late.</source>
        <translation>بی‌آنکه تماس‌گیرنده منصرف شده باشد بی‌پاسخ مانده است: صف پر، تعطیل یا انتظار بیش از حد.</translation>
    </message>
    <message>
        <source>Of the waits of answered calls, from entry to answer.</source>
        <translation>از زمان انتظار تماس‌های پاسخ‌داده، از ورود تا پاسخ.</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>سطح خدمت</translation>
    </message>
    <message>
        <source>Mean wait (ASA)</source>
        <translation>میانگین انتظار</translation>
    </message>
    <message>
        <source>Mean wait of answered calls; who gave up is not in it.</source>
        <translation>میانگین انتظار تماس‌های پاسخ‌داده؛ کسانی که منصرف شده‌اند در آن نیستند.</translation>
    </message>
    <message>
        <source>Half within</source>
        <translation>نیمی تا</translation>
    </message>
    <message>
        <source>9 of 10 within</source>
        <translation>۹ از ۱۰ تا</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>طولانی‌ترین انتظار</translation>
    </message>
    <message>
        <source>Of all waits that are over, answered or not.</source>
        <translation>از همهٔ انتظارهای پایان‌یافته، با پاسخ یا بی‌پاسخ.</translation>
    </message>
    <message>
        <source>Forecast error</source>
        <translation>خطای پیش‌بینی</translation>
    </message>
    <message>
        <source>Mean difference, earlier or later, between the wait of answered calls and the one expected when they entered: place × recent handle time / agents ready or busy. Only calls for which that was known.</source>
        <translation>میانگین اختلاف، زودتر یا دیرتر، میان انتظار تماس‌های پاسخ‌داده و انتظاری که هنگام ورودشان پیش‌بینی شده بود: جایگاه در صف × میانگین زمان رسیدگی اخیر ÷ کارشناسان آماده یا مشغول. فقط تماس‌هایی که پیش‌بینی داشته‌اند.</translation>
    </message>
    <message>
        <source>Share of wrap-ups longer than {limit} s, of which only that much counts.</source>
        <translation>سهم ثبت‌های بلندتر از {limit} ثانیه که فقط همین اندازه‌شان حساب می‌شود.</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>رسیدگی‌شده</translation>
    </message>
    <message>
        <source>Talks that are over; a transferred call is one for each agent.</source>
        <translation>گفتگوهای پایان‌یافته؛ تماس منتقل‌شده برای هر کارشناس یکی شمرده می‌شود.</translation>
    </message>
    <message>
        <source>Handle time (AHT)</source>
        <translation>میانگین زمان رسیدگی</translation>
    </message>
    <message>
        <source>Mean of talk with holds and wrap-up, of the handled.</source>
        <translation>میانگین گفتگو با انتظار موقت و ثبت پس از تماس، برای رسیدگی‌شده‌ها.</translation>
    </message>
    <message>
        <source>Wrap-up (ACW)</source>
        <translation>ثبت پس از تماس</translation>
    </message>
    <message>
        <source>Mean wrap-up, of those that are over.</source>
        <translation>میانگین ثبت‌های پایان‌یافته.</translation>
    </message>
    <message>
        <source>Forgotten wrap-ups</source>
        <translation>ثبت‌های رهاشده</translation>
    </message>
    <message>
        <source>Missed by agents</source>
        <translation>بی‌پاسخ کارشناسان</translation>
    </message>
    <message>
        <source>Phones that rang out while the caller was still there.</source>
        <translation>تلفن‌هایی که تا آخر زنگ خورده‌اند و تماس‌گیرنده هنوز پشت خط بوده است.</translation>
    </message>
    <message>
        <source>Rang</source>
        <translation>زنگ</translation>
    </message>
    <message>
        <source>Times the agent&apos;s phone rang for a call of a queue.</source>
        <translation>دفعاتی که تلفن کارشناس برای تماسی از صف زنگ خورده است.</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>پاسخ‌داده</translation>
    </message>
    <message>
        <source>Of these, answered by the agent.</source>
        <translation>از این‌ها، آنچه خود کارشناس پاسخ داده است.</translation>
    </message>
    <message>
        <source>Occupancy</source>
        <translation>میزان اشتغال</translation>
    </message>
    <message>
        <source>Talk with holds, wrap-up and ringing of the calls of queues, of the time the agents were logged in and not paused. Only for all queues together.</source>
        <translation>سهم گفتگو با انتظار موقت، ثبت پس از تماس و زنگ تماس‌های صف‌ها از زمانی که کارشناسان وارد صف و در دسترس بوده‌اند. فقط برای همهٔ صف‌ها با هم.</translation>
    </message>
    <message>
        <source>Satisfaction (CSAT)</source>
        <translation>رضایت (CSAT)</translation>
    </message>
    <message>
        <source>Answers of 4 or 5, of the callers&apos; answers from 1 to 5.</source>
        <translation>پاسخ‌های ۴ یا ۵، از پاسخ‌های ۱ تا ۵ تماس‌گیرندگان.</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>پاسخ‌ها</translation>
    </message>
    <message>
        <source>Callers who said after the talk how satisfied they are.</source>
        <translation>تماس‌گیرندگانی که پس از گفتگو گفته‌اند چه‌قدر راضی‌اند.</translation>
    </message>
    <message>
        <source>Response rate</source>
        <translation>نرخ پاسخ</translation>
    </message>
    <message>
        <source>Of the callers who were asked, those who answered.</source>
        <translation>از تماس‌گیرندگانی که پرسیده شده‌اند، آن‌ها که پاسخ داده‌اند.</translation>
    </message>
    <message>
        <source>Answered calls of known callers who did not call again about the same category within {n} days; only calls so long ago.</source>
        <translation>تماس‌های پاسخ‌دادهٔ تماس‌گیرندگان شناخته‌ای که تا {n} روز دربارهٔ همان موضوع دوباره زنگ نزده‌اند؛ فقط تماس‌هایی که این مهلت‌شان گذشته است.</translation>
    </message>
    <message>
        <source>First call resolution</source>
        <translation>حل در نخستین تماس</translation>
    </message>
    <message>
        <source>The disk is full: the report was not written. Free some space, try again.</source>
        <translation>دیسک پر است و گزارش نوشته نشد. جا باز کنید و دوباره بکوشید.</translation>
    </message>
    <message>
        <source>The report cannot be written there ({why}). Choose another folder.</source>
        <translation>گزارش را نمی‌توان آنجا نوشت ({why}). پوشهٔ دیگری انتخاب کنید.</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>آغاز</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>صف</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>کارشناس</translation>
    </message>
    <message>
        <source>(s)</source>
        <translation>(ثانیه)</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>گزارش</translation>
    </message>
    <message>
        <source>Definitions</source>
        <translation>تعریف‌ها</translation>
    </message>
    <message>
        <source>What the figures mean</source>
        <translation>معنای ارقام</translation>
    </message>
    <message>
        <source>Page {n} of {all}</source>
        <translation>صفحهٔ {n} از {all}</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} تا {last}</translation>
    </message>
    <message>
        <source>15 minutes</source>
        <translation>۱۵ دقیقه</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>ساعت</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>روز</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>هفته</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>ماه</translation>
    </message>
    <message>
        <source>Without short abandons</source>
        <translation>بدون خروج زودهنگام</translation>
    </message>
    <message>
        <source>As Asterisk counts</source>
        <translation>به شیوهٔ Asterisk</translation>
    </message>
    <message>
        <source>As Amazon Connect counts</source>
        <translation>به شیوهٔ Amazon Connect</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>همهٔ صف‌ها</translation>
    </message>
    <message>
        <source>All agents</source>
        <translation>همهٔ کارشناسان</translation>
    </message>
    <message>
        <source>{who}: {days}</source>
        <translation>{who}: {days}</translation>
    </message>
    <message>
        <source>Whole period</source>
        <translation>کل دوره</translation>
    </message>
    <message>
        <source>A call, with all that became of it, belongs to the interval in which it entered.</source>
        <translation>هر تماس با همهٔ آنچه از پی آن آمده است از آنِ بازه‌ای است که در آن وارد شده است.</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>بازه‌ها</translation>
    </message>
    <message>
        <source>Counted {date}, {time}</source>
        <translation>شمارش: {date}، {time}</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Your name</source>
        <translation>نام شما</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>زبان</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>پوسته</translation>
    </message>
    <message>
        <source>Keep still</source>
        <translation>بدون حرکت</translation>
    </message>
    <message>
        <source>Address for direct calls</source>
        <translation>نشانی تماس مستقیم</translation>
    </message>
    <message>
        <source>Who may call directly</source>
        <translation>چه کسی می‌تواند مستقیم تماس بگیرد</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>دروازه (Gateway)</translation>
    </message>
    <message>
        <source>Codecs</source>
        <translation>کدک‌ها</translation>
    </message>
    <message>
        <source>User</source>
        <translation>کاربر</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>دامنه</translation>
    </message>
    <message>
        <source>Authentication user</source>
        <translation>کاربر احراز هویت</translation>
    </message>
    <message>
        <source>Display name</source>
        <translation>نام نمایشی</translation>
    </message>
    <message>
        <source>Registrar</source>
        <translation>ثبت‌کننده (Registrar)</translation>
    </message>
    <message>
        <source>Outbound proxy</source>
        <translation>پروکسی خروجی</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>پروتکل انتقال</translation>
    </message>
    <message>
        <source>Encrypted sound</source>
        <translation>رمزنگاری صدا</translation>
    </message>
    <message>
        <source>Trusted certificates</source>
        <translation>گواهی‌های معتبر</translation>
    </message>
    <message>
        <source>Registration time</source>
        <translation>مدت اعتبار اتصال</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>میکروفون</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>بلندگو</translation>
    </message>
    <message>
        <source>Ring device</source>
        <translation>دستگاه زنگ</translation>
    </message>
    <message>
        <source>Ring sound</source>
        <translation>صدای زنگ</translation>
    </message>
    <message>
        <source>Ring volume</source>
        <translation>بلندی زنگ</translation>
    </message>
    <message>
        <source>No sound device</source>
        <translation>بدون دستگاه صوتی</translation>
    </message>
    <message>
        <source>Answer by itself</source>
        <translation>پاسخ خودکار</translation>
    </message>
    <message>
        <source>Ringing time</source>
        <translation>مدت زنگ خوردن</translation>
    </message>
    <message>
        <source>Record every call</source>
        <translation>ضبط همهٔ تماس‌ها</translation>
    </message>
    <message>
        <source>Wrap-up time</source>
        <translation>زمان ثبت پس از تماس</translation>
    </message>
    <message>
        <source>Digits by SIP INFO</source>
        <translation>ارسال ارقام با SIP INFO</translation>
    </message>
    <message>
        <source>Reasons for not being ready</source>
        <translation>دلیل‌های آماده نبودن</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>کشور</translation>
    </message>
    <message>
        <source>Length of extensions</source>
        <translation>طول شماره‌های داخلی</translation>
    </message>
    <message>
        <source>Rewriting rules</source>
        <translation>قاعده‌های بازنویسی</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>پاسخ</translation>
    </message>
    <message>
        <source>Decline, hang up</source>
        <translation>رد یا پایان تماس</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>بی‌صدا</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>انتظار موقت</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>انتقال</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>افزودن نفر</translation>
    </message>
    <message>
        <source>Keypad</source>
        <translation>صفحه‌کلید</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>ضبط</translation>
    </message>
    <message>
        <source>Ringing time of an offer</source>
        <translation>مدت زنگ نوبت</translation>
    </message>
    <message>
        <source>Short abandons</source>
        <translation>خروج زودهنگام</translation>
    </message>
    <message>
        <source>Own prompts</source>
        <translation>پیام‌های صوتی خودتان</translation>
    </message>
    <message>
        <source>Team&apos;s database</source>
        <translation>پایگاه دادهٔ گروه</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>نام</translation>
    </message>
    <message>
        <source>Languages of the prompts</source>
        <translation>زبان پیام‌های صوتی</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>خوشامد</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>موسیقی</translation>
    </message>
    <message>
        <source>Say the place again</source>
        <translation>تکرار اعلام نوبت</translation>
    </message>
    <message>
        <source>Most callers</source>
        <translation>بیشترین تعداد</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>بیشترین مدت انتظار</translation>
    </message>
    <message>
        <source>When it is full</source>
        <translation>وقتی پر است</translation>
    </message>
    <message>
        <source>After the longest wait</source>
        <translation>پس از بیشترین مدت انتظار</translation>
    </message>
    <message>
        <source>When it is closed</source>
        <translation>وقتی بسته است</translation>
    </message>
    <message>
        <source>Forward to</source>
        <translation>انتقال به</translation>
    </message>
    <message>
        <source>Call-backs</source>
        <translation>تماس برگشتی</translation>
    </message>
    <message>
        <source>Voice messages</source>
        <translation>پیام صوتی</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>ساعت کار</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>تعطیلات</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>هدف</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>هشدار</translation>
    </message>
    <message>
        <source>Warning from</source>
        <translation>هشدار از</translation>
    </message>
    <message>
        <source>Most waiting</source>
        <translation>بیشترین تعداد منتظران</translation>
    </message>
    <message>
        <source>Service level to reach</source>
        <translation>هدف سطح خدمت</translation>
    </message>
    <message>
        <source>Alarm sound</source>
        <translation>صدای هشدار</translation>
    </message>
    <message>
        <source>Customers who go ahead</source>
        <translation>مشتریانی که جلوترند</translation>
    </message>
    <message>
        <source>Your name, as colleagues see it on tickets.</source>
        <translation>نام شما، همان‌طور که همکاران روی تیکت‌ها می‌بینند.</translation>
    </message>
    <message>
        <source>Language of the window.</source>
        <translation>زبان پنجره.</translation>
    </message>
    <message>
        <source>Light, dark, or as the system says.</source>
        <translation>روشن، تیره، یا مانند سیستم.</translation>
    </message>
    <message>
        <source>Nothing pulses or slides, also where the system does not ask so.</source>
        <translation>هیچ‌چیز نمی‌تپد و نمی‌لغزد، حتی اگر سیستم آن را نخواسته باشد.</translation>
    </message>
    <message>
        <source>host:port for direct calls over UDP and TCP; empty for none.</source>
        <translation>نشانی host:port برای تماس مستقیم با UDP و TCP؛ خالی یعنی هیچ.</translation>
    </message>
    <message>
        <source>Addresses or networks that may call besides the account&apos;s registrar; calls from anywhere else never ring.</source>
        <translation>نشانی‌ها یا شبکه‌هایی که افزون بر سامانهٔ تلفن اجازهٔ تماس دارند؛ تماس از جای دیگر زنگ نمی‌خورد.</translation>
    </message>
    <message>
        <source>host[:port] that numbers are dialled through when there is no account.</source>
        <translation>نشانی host[:port] که بدون حساب، شماره‌ها از راه آن گرفته می‌شوند.</translation>
    </message>
    <message>
        <source>Codecs in order of preference; empty for the engine&apos;s own order.</source>
        <translation>کدک‌ها به ترتیب اولویت؛ خالی یعنی ترتیب خود موتور.</translation>
    </message>
    <message>
        <source>SIP user or extension.</source>
        <translation>کاربر SIP یا شمارهٔ داخلی.</translation>
    </message>
    <message>
        <source>SIP domain or PBX address.</source>
        <translation>دامنهٔ SIP یا نشانی مرکز تلفن.</translation>
    </message>
    <message>
        <source>User for authentication, where it differs.</source>
        <translation>کاربر احراز هویت، اگر با کاربر فرق دارد.</translation>
    </message>
    <message>
        <source>Name shown to the people you call.</source>
        <translation>نامی که مخاطب تماس می‌بیند.</translation>
    </message>
    <message>
        <source>host[:port] to register with, where it is not the domain.</source>
        <translation>نشانی host[:port] برای اتصال، اگر همان دامنه نیست.</translation>
    </message>
    <message>
        <source>Outbound proxy, host[:port].</source>
        <translation>پروکسی خروجی، host[:port].</translation>
    </message>
    <message>
        <source>udp, tcp or tls.</source>
        <translation>یکی از udp، tcp یا tls.</translation>
    </message>
    <message>
        <source>Encryption of the sound: off, optional or required; needs tls.</source>
        <translation>رمزنگاری صدا: خاموش، در صورت امکان، یا همیشه؛ به tls نیاز دارد.</translation>
    </message>
    <message>
        <source>Certificates to trust for TLS; empty for the system&apos;s.</source>
        <translation>گواهی‌هایی که برای TLS پذیرفته می‌شوند؛ خالی یعنی گواهی‌های سیستم.</translation>
    </message>
    <message>
        <source>How long a registration is valid.</source>
        <translation>هر اتصال چه مدت معتبر است.</translation>
    </message>
    <message>
        <source>Microphone.</source>
        <translation>میکروفون.</translation>
    </message>
    <message>
        <source>Where you hear the caller.</source>
        <translation>جایی که صدای تماس‌گیرنده را می‌شنوید.</translation>
    </message>
    <message>
        <source>Where it rings.</source>
        <translation>جایی که زنگ می‌خورد.</translation>
    </message>
    <message>
        <source>A WAV file; empty for the built-in ring.</source>
        <translation>یک پروندهٔ WAV؛ خالی یعنی زنگ خود برنامه.</translation>
    </message>
    <message>
        <source>Loudness of the ring.</source>
        <translation>بلندی صدای زنگ.</translation>
    </message>
    <message>
        <source>Use no sound device: silence goes out, nothing is heard.</source>
        <translation>هیچ دستگاه صوتی به کار نرود: سکوت فرستاده می‌شود و صدایی شنیده نمی‌شود.</translation>
    </message>
    <message>
        <source>Answer by itself after this time; 0 for never.</source>
        <translation>پس از این زمان خودش پاسخ می‌دهد؛ ۰ یعنی هرگز.</translation>
    </message>
    <message>
        <source>A call nobody answers is given up after this time.</source>
        <translation>تماسی که کسی پاسخ ندهد پس از این زمان رها می‌شود.</translation>
    </message>
    <message>
        <source>Record every call from its answer on.</source>
        <translation>همهٔ تماس‌ها از لحظهٔ پاسخ ضبط شوند.</translation>
    </message>
    <message>
        <source>Time for the ticket after a call; 0 for none.</source>
        <translation>زمان نوشتن تیکت پس از تماس؛ ۰ یعنی هیچ.</translation>
    </message>
    <message>
        <source>Send digits by SIP INFO instead of RFC 4733.</source>
        <translation>ارقام به جای RFC 4733 با SIP INFO فرستاده شوند.</translation>
    </message>
    <message>
        <source>Reasons for not being ready; break, ticket_work and training are named in your language, others as you write them.</source>
        <translation>دلیل‌های آماده نبودن؛ break، ticket_work و training به زبان شما نمایش داده می‌شوند و بقیه همان‌طور که می‌نویسید.</translation>
    </message>
    <message>
        <source>Country (two letters) of numbers written without a country code.</source>
        <translation>کشور شماره‌هایی که بدون کد کشور نوشته می‌شوند (دو حرف).</translation>
    </message>
    <message>
        <source>Numbers up to this length are your own extensions.</source>
        <translation>شماره‌ها تا این طول، داخلی‌های خودتان‌اند.</translation>
    </message>
    <message>
        <source>Rules [pattern, replacement] for numbers as the trunk sends them, regular expressions applied in order.</source>
        <translation>قاعده‌های [الگو، جایگزین] برای شماره‌ها آن‌طور که خط می‌فرستد؛ عبارت‌های باقاعده به ترتیب اجرا می‌شوند.</translation>
    </message>
    <message>
        <source>Answers, in other programs too.</source>
        <translation>پاسخ می‌دهد، در برنامه‌های دیگر هم.</translation>
    </message>
    <message>
        <source>Declines or hangs up.</source>
        <translation>تماس را رد می‌کند یا پایان می‌دهد.</translation>
    </message>
    <message>
        <source>Mutes your microphone.</source>
        <translation>میکروفون شما را بی‌صدا می‌کند.</translation>
    </message>
    <message>
        <source>Puts on hold, takes back.</source>
        <translation>تماس را به انتظار موقت می‌برد و برمی‌گرداند.</translation>
    </message>
    <message>
        <source>Opens the transfer.</source>
        <translation>انتقال را باز می‌کند.</translation>
    </message>
    <message>
        <source>Adds a person.</source>
        <translation>نفری را می‌افزاید.</translation>
    </message>
    <message>
        <source>Opens the keypad.</source>
        <translation>صفحه‌کلید را باز می‌کند.</translation>
    </message>
    <message>
        <source>Starts and ends a recording.</source>
        <translation>ضبط را آغاز می‌کند و پایان می‌دهد.</translation>
    </message>
    <message>
        <source>A waiting call rings at you for this time.</source>
        <translation>تماس صف تا این مدت نزد شما زنگ می‌خورد.</translation>
    </message>
    <message>
        <source>Who hangs up sooner is counted apart from those who left.</source>
        <translation>کسی که زودتر قطع کند جدا از خروج‌ها شمرده می‌شود.</translation>
    </message>
    <message>
        <source>A folder of your own WAV files; what is absent is built in.</source>
        <translation>پوشه‌ای از پرونده‌های WAV خودتان؛ آنچه نباشد از خود برنامه است.</translation>
    </message>
    <message>
        <source>Address of the team&apos;s database, postgresql://LOGIN@HOST/NAME; empty for this computer&apos;s own.</source>
        <translation>نشانی پایگاه دادهٔ گروه، مانند postgresql://LOGIN@HOST/NAME؛ خالی یعنی پایگاه دادهٔ همین رایانه.</translation>
    </message>
    <message>
        <source>What the queue is called; needed.</source>
        <translation>نام صف؛ لازم است.</translation>
    </message>
    <message>
        <source>Called numbers that enter it; * for all that no other queue has.</source>
        <translation>شماره‌های گرفته‌شده‌ای که به آن می‌روند؛ * یعنی همهٔ شماره‌هایی که صف دیگری ندارد.</translation>
    </message>
    <message>
        <source>Languages callers hear, in order; empty for both, the window&apos;s first.</source>
        <translation>زبان‌هایی که تماس‌گیرنده به ترتیب می‌شنود؛ خالی یعنی هر دو، نخست زبان پنجره.</translation>
    </message>
    <message>
        <source>A WAV file; empty for the built-in greeting.</source>
        <translation>یک پروندهٔ WAV؛ خالی یعنی خوشامد خود برنامه.</translation>
    </message>
    <message>
        <source>A WAV file; empty for the built-in music.</source>
        <translation>یک پروندهٔ WAV؛ خالی یعنی موسیقی خود برنامه.</translation>
    </message>
    <message>
        <source>The place is said again after this time; 0 for never.</source>
        <translation>نوبت پس از این مدت دوباره گفته می‌شود؛ ۰ یعنی هرگز.</translation>
    </message>
    <message>
        <source>More callers than this are not taken in.</source>
        <translation>بیش از این تعداد پذیرفته نمی‌شود.</translation>
    </message>
    <message>
        <source>Nobody is kept waiting longer.</source>
        <translation>کسی بیش از این منتظر نمی‌ماند.</translation>
    </message>
    <message>
        <source>What becomes of callers over the limit.</source>
        <translation>با تماس‌های بیش از ظرفیت چه شود.</translation>
    </message>
    <message>
        <source>What becomes of who has waited too long.</source>
        <translation>با کسی که زیاد منتظر مانده چه شود.</translation>
    </message>
    <message>
        <source>What becomes of callers outside the opening hours.</source>
        <translation>با تماس‌های بیرون از ساعت کار چه شود.</translation>
    </message>
    <message>
        <source>Number that callers are forwarded to.</source>
        <translation>شماره‌ای که تماس‌ها به آن منتقل می‌شوند.</translation>
    </message>
    <message>
        <source>Callers may press 1 to be called back, in their place.</source>
        <translation>تماس‌گیرنده با کلید ۱ می‌خواهد که در نوبت خودش با او تماس گرفته شود.</translation>
    </message>
    <message>
        <source>Callers may press 2 to leave a message.</source>
        <translation>تماس‌گیرنده با کلید ۲ پیام می‌گذارد.</translation>
    </message>
    <message>
        <source>Opening hours, such as Sat-Wed 08:00-20:00; Thu 08:00-13:00. Empty for always open.</source>
        <translation>ساعت کار، مانند «شنبه تا چهارشنبه ۸ تا ۲۰؛ پنجشنبه ۸ تا ۱۳». خالی یعنی همیشه باز.</translation>
    </message>
    <message>
        <source>Dates when it is closed: 2027-03-21 or 1406-01-01.</source>
        <translation>روزهایی که بسته است: ۱۴۰۶/۰۱/۰۱ یا ۲۰۲۷/۰۳/۲۱.</translation>
    </message>
    <message>
        <source>Calls answered within this time are in time.</source>
        <translation>پاسخ تا این مدت به‌موقع شمرده می‌شود.</translation>
    </message>
    <message>
        <source>Whoever waits longer than this is shown in red.</source>
        <translation>هر که بیش از این منتظر بماند با رنگ سرخ نشان داده می‌شود.</translation>
    </message>
    <message>
        <source>From this share of a limit on it is shown as near.</source>
        <translation>از این درصدِ هر حد، «نزدیک حد» نشان داده می‌شود.</translation>
    </message>
    <message>
        <source>More waiting callers are an alarm on the wall; 0 for no limit.</source>
        <translation>تعداد منتظران که از این بیشتر شود، تابلو هشدار می‌دهد؛ ۰ یعنی بی‌حد.</translation>
    </message>
    <message>
        <source>A service level under this is an alarm on the wall; 0 for none.</source>
        <translation>سطح خدمت که از این پایین‌تر برود، تابلو هشدار می‌دهد؛ ۰ یعنی هیچ.</translation>
    </message>
    <message>
        <source>The wall sounds when a limit of this queue is passed.</source>
        <translation>وقتی این صف از حدی بگذرد، تابلو صدا می‌دهد.</translation>
    </message>
    <message>
        <source>Tags of customers who go ahead, the higher number first: &quot;key account&quot; = 10.</source>
        <translation>برچسب مشتریانی که جلوترند، عدد بزرگ‌تر زودتر: «مشتری کلیدی» = ۱۰.</translation>
    </message>
    <message>
        <source>General</source>
        <translation>عمومی</translation>
    </message>
    <message>
        <source>Phone account</source>
        <translation>حساب تلفن</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>صدا</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>تماس‌ها</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>شماره‌ها</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>صف‌ها</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>پایگاه داده</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>کلیدها</translation>
    </message>
    <message>
        <source>Direct calls</source>
        <translation>تماس مستقیم</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>مانند سیستم</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>روشن</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>تیره</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>خاموش</translation>
    </message>
    <message>
        <source>Where possible</source>
        <translation>در صورت امکان</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>همیشه</translation>
    </message>
    <message>
        <source>Both, the window&apos;s first</source>
        <translation>هر دو، نخست زبان پنجره</translation>
    </message>
    <message>
        <source>English, then Persian</source>
        <translation>انگلیسی، سپس فارسی</translation>
    </message>
    <message>
        <source>Persian, then English</source>
        <translation>فارسی، سپس انگلیسی</translation>
    </message>
    <message>
        <source>Say so and hang up</source>
        <translation>اعلام و پایان تماس</translation>
    </message>
    <message>
        <source>Forward to a number</source>
        <translation>انتقال به یک شماره</translation>
    </message>
    <message>
        <source>Promise to call back</source>
        <translation>قول تماس</translation>
    </message>
    <message>
        <source>Let them leave a message</source>
        <translation>گذاشتن پیام صوتی</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>ثانیه</translation>
    </message>
    <message>
        <source>per cent</source>
        <translation>درصد</translation>
    </message>
    <message>
        <source>digits</source>
        <translation>رقم</translation>
    </message>
    <message>
        <source>Enter a number from {least} to {most}.</source>
        <translation>عددی از {least} تا {most} وارد کنید.</translation>
    </message>
    <message>
        <source>Enter two capital letters, such as IR.</source>
        <translation>دو حرف بزرگ لاتین وارد کنید، مانند IR.</translation>
    </message>
    <message>
        <source>Enter an address such as {example}.</source>
        <translation>نشانی‌ای مانند {example} وارد کنید.</translation>
    </message>
    <message>
        <source>Enter addresses or networks, such as {example}.</source>
        <translation>نشانی یا شبکه وارد کنید، مانند {example}.</translation>
    </message>
    <message>
        <source>Enter an address such as {example}, without a password.</source>
        <translation>نشانی را مانند {example} و بدون گذرواژه وارد کنید.</translation>
    </message>
    <message>
        <source>Enter rules such as {example}; one is not usable.</source>
        <translation>قاعده‌ها را مانند {example} بنویسید؛ یکی از آن‌ها درست نیست.</translation>
    </message>
    <message>
        <source>There is no such file. Check its path.</source>
        <translation>چنین پرونده‌ای نیست. مسیرش را بررسی کنید.</translation>
    </message>
    <message>
        <source>That file is no WAV sound that can be played. Choose another.</source>
        <translation>این پرونده صدای WAV قابل‌پخش نیست. پروندهٔ دیگری انتخاب کنید.</translation>
    </message>
    <message>
        <source>There are no certificates in that file. Choose a PEM file.</source>
        <translation>در این پرونده گواهی‌ای نیست. پرونده‌ای از نوع PEM انتخاب کنید.</translation>
    </message>
    <message>
        <source>Press a function key from F2 on, alone or with Shift, Ctrl or Alt.</source>
        <translation>یکی از کلیدهای F2 به بعد را بزنید، تنها یا همراه Shift، ‏Ctrl یا Alt.</translation>
    </message>
    <message>
        <source>Another act has this key. Press one that is free.</source>
        <translation>این کلید برای کار دیگری است. کلید آزادی را بزنید.</translation>
    </message>
    <message>
        <source>That is too long. Shorten it.</source>
        <translation>بیش از اندازه بلند است. کوتاهش کنید.</translation>
    </message>
    <message>
        <source>That cannot be used here.</source>
        <translation>این مقدار اینجا قابل استفاده نیست.</translation>
    </message>
    <message>
        <source>Sounds (*.wav)</source>
        <translation>صداها (*.wav)</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt)</source>
        <translation>گواهی‌ها (*.pem *.crt)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>انتخاب…</translation>
    </message>
</context>
<context>
    <name>states</name>
    <message>
        <source>Ready</source>
        <translation>آماده</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>در حال زنگ</translation>
    </message>
    <message>
        <source>Talking</source>
        <translation>در مکالمه</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>انتظار موقت</translation>
    </message>
    <message>
        <source>Consulting</source>
        <translation>در حال هماهنگی</translation>
    </message>
    <message>
        <source>Conference</source>
        <translation>کنفرانس</translation>
    </message>
    <message>
        <source>Wrap-up</source>
        <translation>ثبت پس از تماس</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>بدون اتصال</translation>
    </message>
    <message>
        <source>Break</source>
        <translation>استراحت</translation>
    </message>
    <message>
        <source>Ticket work</source>
        <translation>کار روی تیکت</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>آموزش</translation>
    </message>
    <message>
        <source>Not responding</source>
        <translation>بی‌پاسخ</translation>
    </message>
    <message>
        <source>On another call</source>
        <translation>در تماسی دیگر</translation>
    </message>
    <message>
        <source>Not reachable</source>
        <translation>در دسترس نیست</translation>
    </message>
    <message>
        <source>Not ready</source>
        <translation>ناآماده</translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>Today</source>
        <translation>امروز</translation>
    </message>
    <message>
        <source>Yesterday, {date}</source>
        <translation>دیروز، {date}</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>همین حالا</translation>
    </message>
    <message>
        <source>{n} s ago</source>
        <translation>{n} ثانیه پیش</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>{n} دقیقه پیش</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>{n} ساعت پیش</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>دیروز</translation>
    </message>
    <message>
        <source>now</source>
        <translation>همین حالا</translation>
    </message>
    <message>
        <source>{n} min late</source>
        <translation>{n} دقیقه دیر</translation>
    </message>
    <message>
        <source>{n} h late</source>
        <translation>{n} ساعت دیر</translation>
    </message>
    <message>
        <source>{n} d late</source>
        <translation>{n} روز دیر</translation>
    </message>
    <message>
        <source>in {n} min</source>
        <translation>{n} دقیقهٔ دیگر</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} دقیقه</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} ثانیه</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} ساعت</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} روز</translation>
    </message>
</context>
<context>
    <name>wall</name>
    <message>
        <source>Listen</source>
        <translation>شنود</translation>
    </message>
    <message>
        <source>Whisper to the agent</source>
        <translation>نجوا با کارشناس</translation>
    </message>
    <message>
        <source>Barge in, heard by both</source>
        <translation>ورود به مکالمه، شنیده هر دو طرف</translation>
    </message>
    <message>
        <source>Make ready</source>
        <translation>آماده شود</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>توقف</translation>
    </message>
    <message>
        <source>Send a message…</source>
        <translation>فرستادن پیام…</translation>
    </message>
    <message>
        <source>Log out of a queue</source>
        <translation>خروج از صف</translation>
    </message>
    <message>
        <source>All queues</source>
        <translation>همهٔ صف‌ها</translation>
    </message>
    <message>
        <source>Assign to</source>
        <translation>سپردن به</translation>
    </message>
    <message>
        <source>Move ahead of all</source>
        <translation>بردن به ابتدای صف</translation>
    </message>
    <message>
        <source>Move to queue</source>
        <translation>انتقال به صف</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>پایان تماس</translation>
    </message>
    <message>
        <source>ready</source>
        <comment>after a number of agents</comment>
        <translation>آماده</translation>
    </message>
    <message>
        <source>ringing</source>
        <comment>after a number of agents</comment>
        <translation>در حال زنگ</translation>
    </message>
    <message>
        <source>talking</source>
        <comment>after a number of agents</comment>
        <translation>در مکالمه</translation>
    </message>
    <message>
        <source>on another call</source>
        <comment>after a number</comment>
        <translation>در تماسی دیگر</translation>
    </message>
    <message>
        <source>wrap-up</source>
        <comment>after a number of agents</comment>
        <translation>ثبت تماس</translation>
    </message>
    <message>
        <source>break</source>
        <comment>after a number of agents</comment>
        <translation>استراحت</translation>
    </message>
    <message>
        <source>not reachable</source>
        <comment>after a number</comment>
        <translation>خارج از دسترس</translation>
    </message>
    <message>
        <source>2nd call today</source>
        <translation>تماس دوم امروز</translation>
    </message>
    <message>
        <source>3rd call today</source>
        <translation>تماس سوم امروز</translation>
    </message>
    <message>
        <source>{n} calls today</source>
        <translation>{n} تماس امروز</translation>
    </message>
    <message>
        <source>limit {time}</source>
        <translation>حد {time}</translation>
    </message>
    <message>
        <source>target {share}</source>
        <translation>هدف {share}</translation>
    </message>
    <message>
        <source>Service level today: answered within {target} s, of all answered and abandoned calls but those given up within the first seconds.</source>
        <translation>سطح خدمت امروز: سهم پاسخ در {target} ثانیه، از همهٔ تماس‌های پاسخ‌داده و رهاشده، جز آن‌ها که در چند ثانیهٔ نخست رها شدند.</translation>
    </message>
    <message>
        <source>lost, {share}</source>
        <comment>under a number of calls</comment>
        <translation>بی‌پاسخ، {share}</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>انجام شد.</translation>
    </message>
    <message>
        <source>Your role does not allow this.</source>
        <translation>نقش شما این اجازه را ندارد.</translation>
    </message>
    <message>
        <source>Too late: it is not there any more.</source>
        <translation>دیر شد: دیگر وجود ندارد.</translation>
    </message>
    <message>
        <source>The phone system refused. Try again.</source>
        <translation>مرکز تلفن نپذیرفت. دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>Nobody carried it out: no link to the PBX.</source>
        <translation>کسی انجامش نداد: ارتباط با مرکز تلفن برقرار نیست.</translation>
    </message>
    <message>
        <source>The past day could not be read. Try again.</source>
        <translation>شبانه‌روز گذشته خوانده نشد. دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>The calls could not be read. Try again.</source>
        <translation>تماس‌ها خوانده نشد. دوباره امتحان کنید.</translation>
    </message>
    <message>
        <source>Calls until {time}</source>
        <translation>تماس‌ها تا {time}</translation>
    </message>
    <message>
        <source>{queue}: calls until {time}</source>
        <translation>{queue}: تماس‌ها تا {time}</translation>
    </message>
    <message>
        <source>Calls that were moved to another queue since then are in that one&apos;s list.</source>
        <translation>تماس‌هایی که پس از آن به صف دیگری رفته‌اند در فهرست همان صف‌اند.</translation>
    </message>
    <message>
        <source>Link to the PBX lost.</source>
        <translation>ارتباط با مرکز تلفن قطع است.</translation>
    </message>
    <message>
        <source>The team&apos;s database does not accept this login: ask your administrator for its password, and open the wall again.</source>
        <translation>پایگاه دادهٔ گروه این کاربر را نپذیرفت: گذرواژه را از مدیر سیستم بگیرید و تابلو را دوباره باز کنید.</translation>
    </message>
    <message>
        <source>Link to the team&apos;s database lost.</source>
        <translation>ارتباط با پایگاه دادهٔ گروه قطع است.</translation>
    </message>
    <message>
        <source>{queue}: longest wait {value}</source>
        <translation>{queue}: طولانی‌ترین انتظار {value}</translation>
    </message>
    <message>
        <source>{queue}: {value} waiting</source>
        <translation>{queue}: {value} در انتظار</translation>
    </message>
    <message>
        <source>{queue}: service level {value}</source>
        <translation>{queue}: سطح خدمت {value}</translation>
    </message>
    <message>
        <source>Today&apos;s calls</source>
        <translation>تماس‌های امروز</translation>
    </message>
    <message>
        <source>Only supervisors may look at the past day.</source>
        <translation>شبانه‌روز گذشته را فقط سرپرستان می‌بینند.</translation>
    </message>
    <message>
        <source>Your login may not read calls. Ask an administrator.</source>
        <translation>حساب شما اجازهٔ خواندن تماس‌ها را ندارد. از مدیر سامانه بپرسید.</translation>
    </message>
    <message>
        <source>{queue}: today&apos;s calls</source>
        <translation>{queue}: تماس‌های امروز</translation>
    </message>
</context>
<context>
    <name>when</name>
    <message>
        <source>today {time}</source>
        <translation>امروز {time}</translation>
    </message>
    <message>
        <source>tomorrow {time}</source>
        <translation>فردا {time}</translation>
    </message>
    <message>
        <source>{date}, {time}</source>
        <translation>{date}، {time}</translation>
    </message>
</context>
<context>
    <name>who</name>
    <message>
        <source>Number withheld</source>
        <translation>شمارهٔ پنهان</translation>
    </message>
    <message>
        <source>{n} people have this number</source>
        <translation>این شماره از آنِ {n} نفر است</translation>
    </message>
    <message>
        <source>Unknown caller</source>
        <translation>تماس‌گیرندهٔ ناشناس</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>هنوز ناشناس</translation>
    </message>
    <message>
        <source>First call</source>
        <translation>اولین تماس</translation>
    </message>
    <message>
        <source>1 e-mail</source>
        <translation>۱ ایمیل</translation>
    </message>
    <message>
        <source>{n} e-mails</source>
        <translation>{n} ایمیل</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>۱ گفتگو</translation>
    </message>
    <message>
        <source>{n} chats</source>
        <translation>{n} گفتگو</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>۱ تماس</translation>
    </message>
    <message>
        <source>{n} calls</source>
        <translation>{n} تماس</translation>
    </message>
    <message>
        <source>1 lost call</source>
        <translation>۱ تماس ازدست‌رفته</translation>
    </message>
    <message>
        <source>{n} lost calls</source>
        <translation>{n} تماس ازدست‌رفته</translation>
    </message>
    <message>
        <source>Before today</source>
        <translation>پیش از امروز</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the items of a list</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>Today: {list}</source>
        <translation>امروز: {list}</translation>
    </message>
    <message>
        <source>Called yesterday</source>
        <translation>دیروز هم زنگ زده</translation>
    </message>
    <message>
        <source>Called at {time}</source>
        <translation>ساعت {time} زنگ زده</translation>
    </message>
    <message>
        <source>Called {date}</source>
        <translation>{date} زنگ زده</translation>
    </message>
</context>
</TS>
